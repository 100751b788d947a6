// Puts the cursor on a line and column of the active editor and the keyboard's focus with it.
import type { Page } from 'playwright-core';
import { quickInputField } from './quickInput.ts';

/** Both count from 1, as the editor's status bar does. */
export interface EditorPosition {
  readonly line: number;
  readonly column: number;
}

export async function placeCursor(page: Page, { line, column }: EditorPosition): Promise<void> {
  await page.keyboard.press('Control+1');
  await page.keyboard.press('Control+G');
  const field = quickInputField(page);
  await field.waitFor();
  await field.fill(`:${line},${column}`);
  await page.keyboard.press('Enter');
  await field.waitFor({ state: 'hidden' });
  await page.locator('.statusbar-item', { hasText: `Ln ${line}, Col ${column}` }).waitFor();
}
