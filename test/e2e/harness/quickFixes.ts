// Opens the quick-fix menu at a position, reads what it offers and applies one entry.
import type { Page } from 'playwright-core';
import { type EditorPosition, placeCursor } from './placeCursor.ts';
import { waitFor } from './waitFor.ts';

const MENU_MS = 5_000;

/** Opens the menu until an entry matches `wanted` (a fresh finding gets its fixes a little later) and returns all titles. */
export async function openQuickFixes(page: Page, position: EditorPosition, wanted: RegExp): Promise<readonly string[]> {
  const entries = page.locator('.action-widget:visible .monaco-list-row.action .title');
  return waitFor(
    `a quick fix with ${wanted}`,
    async () => {
      await page.keyboard.press('Escape');
      await placeCursor(page, position);
      await page.keyboard.press('Control+.');
      await entries
        .first()
        .waitFor({ timeout: MENU_MS })
        .catch(() => undefined); // an empty menu is an answer too; the outer wait opens it again
      return entries.allInnerTexts();
    },
    (titles) => titles.some((title) => wanted.test(title)),
  );
}

/**
 * Applies the first entry of the open menu whose title matches. An edit that asks for confirmation opens the preview of
 * changes, where it stands unticked; it is ticked and applied there (which saves the file unless settings say otherwise).
 */
export async function applyQuickFix(page: Page, title: RegExp): Promise<void> {
  await page.locator('.action-widget:visible .monaco-list-row.action').filter({ hasText: title }).first().click();
  const changed = page.locator('.tab.dirty');
  const preview = page.locator('.bulk-edit-panel:visible');
  await changed.or(preview).first().waitFor();
  if (!(await preview.isVisible())) return;
  await preview.locator('.edit-checkbox').first().waitFor();
  const unticked = preview.locator('.edit-checkbox[aria-checked=false]');
  for (let left = await unticked.count(); left > 0; left--) {
    if ((await unticked.count()) > 0) await unticked.first().click(); // a file's box ticks the edits below it
  }
  await preview.getByRole('button', { name: 'Apply' }).click();
  await preview.waitFor({ state: 'hidden' });
}
