// Opens the workbench's quick input by a key, types into it and takes one of the rows it offers.
import type { Locator, Page } from 'playwright-core';

export const quickInputField = (page: Page): Locator => page.locator('.quick-input-widget:visible input[type=text]');

export async function quickInput(page: Page, key: string, text: string, row: RegExp): Promise<void> {
  await page.keyboard.press(key);
  const field = quickInputField(page);
  await field.waitFor();
  await field.fill(text);
  await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: row }).first().click();
  await field.waitFor({ state: 'hidden' });
}
