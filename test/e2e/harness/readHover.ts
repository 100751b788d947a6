// Shows the editor's hover at a position and reads its text.
import type { Page } from 'playwright-core';
import { type EditorPosition, placeCursor } from './placeCursor.ts';
import { waitFor } from './waitFor.ts';

/** Waits until the text has settled: several providers may answer one after the other. */
export async function readHover(page: Page, position: EditorPosition, wanted: RegExp): Promise<string> {
  await placeCursor(page, position);
  await page.keyboard.press('Control+K');
  await page.keyboard.press('Control+I');
  const contents = page.locator('.monaco-hover:visible .monaco-hover-content');
  const text = await waitFor(
    `a hover with ${wanted}`,
    async () => (await contents.allInnerTexts()).join('\n'),
    (found) => wanted.test(found),
    { stableMs: 500 },
  );
  return text;
}
