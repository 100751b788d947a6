// Reads the figures of the cost panel off the page.
import type { Page } from 'playwright-core';

export type ShownFigures = Readonly<
  Record<'uncached' | 'cold' | 'warm' | 'run' | 'day' | 'latest' | 'whole' | 'ratio', string>
>;

export async function readFigures(tab: Page): Promise<ShownFigures> {
  return (await tab.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>('[data-figure]')].map((figure) => [
        figure.dataset.figure,
        figure.querySelector('.value')?.textContent ?? '',
      ]),
    ),
  )) as ShownFigures;
}
