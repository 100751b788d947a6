// Saves the active editor and returns once the tab is clean and the write has settled.
import type { Page } from 'playwright-core';

/** An outside edit that lands while a save completes is lost, so a little time passes after the tab is clean. */
const SETTLE_MS = 500;

export async function saveFile(page: Page): Promise<void> {
  await page.keyboard.press('Control+S');
  await page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
  await page.waitForTimeout(SETTLE_MS);
}
