// Reads the code lenses drawn in the editor, each with the line of code it stands above.
import type { Page } from 'playwright-core';

export interface Lens {
  /** The whole row; commands in it are parted by ` | `. */
  readonly text: string;
  /** The line of code right below, trimmed. */
  readonly above: string;
}

export async function readLenses(page: Page): Promise<readonly Lens[]> {
  return page.evaluate(() => {
    const readable = (element: Element | undefined): string =>
      (element?.textContent ?? '').replaceAll('\u00a0', ' ').trim();
    const lines = [...document.querySelectorAll('.editor-instance .view-line')].map((element) => ({
      element,
      top: element.getBoundingClientRect().top,
    }));
    lines.sort((a, b) => a.top - b.top);
    return [...document.querySelectorAll('.editor-instance .codelens-decoration')]
      .filter((lens) => lens.getBoundingClientRect().height > 0)
      .map((lens) => {
        const { top, height } = lens.getBoundingClientRect();
        return {
          text: readable(lens),
          above: readable(lines.find((line) => line.top > top + height / 2)?.element),
        };
      });
  });
}
