// Writes a picture of the whole window to a file, free of the mouse, the caret and moving parts.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';

/** A hover that stands open goes away when the mouse moves: `keepMouse` leaves it where it is. */
export async function takeScreenshot(page: Page, file: string, { keepMouse = false } = {}): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  if (!keepMouse) await page.mouse.move(0, 0);
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
}
