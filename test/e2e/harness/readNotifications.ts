// Reads the messages of the notifications on screen.
import type { Page } from 'playwright-core';

export async function readNotifications(page: Page): Promise<readonly string[]> {
  return page.locator('.notification-list-item-message:visible').allInnerTexts();
}
