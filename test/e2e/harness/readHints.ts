// Reads the inlay hints of Hitrate drawn in the editor, from top to bottom.
import type { Page } from 'playwright-core';

export async function readHints(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.editor-instance .view-line span')]
      .filter(
        (element) =>
          element.childElementCount === 0 &&
          /^\s*(?:(?:\d+ )?tools? )?≈[\d,]+ tok\s*$/.test((element.textContent ?? '').replaceAll('\u00a0', ' ')),
      )
      .map((element) => (element.textContent ?? '').replaceAll('\u00a0', ' ').trim()),
  );
}
