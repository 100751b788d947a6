// Opens a file of the workspace in the editor and waits until its text is drawn.
import path from 'node:path';
import type { Page } from 'playwright-core';
import { quickInput } from './quickInput.ts';

/** `file` is relative to the workspace. */
export async function openFile(page: Page, file: string): Promise<void> {
  const name = path.basename(file);
  await quickInput(page, 'Control+P', file, new RegExp(name.replaceAll('.', '\\.')));
  await page.locator('.tab.active', { hasText: name }).first().waitFor();
  await page.locator('.editor-instance .view-line').first().waitFor();
}
