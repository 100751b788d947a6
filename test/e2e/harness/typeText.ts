// Types into the active editor, key by key, where the cursor stands.
import type { Page } from 'playwright-core';

export async function typeText(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text, { delay: 10 });
}
