// Reads the squiggles drawn in the editor together with the text each of them lies under.
import type { Page } from 'playwright-core';

export interface Squiggle {
  readonly severity: 'error' | 'warning' | 'info' | 'hint';
  readonly text: string;
}

/**
 * Only what is scrolled into view is drawn. A squiggle carries no text of its own, so the characters whose middle lies
 * within its box are gathered.
 */
export async function readSquiggles(page: Page): Promise<readonly Squiggle[]> {
  return page.evaluate(() => {
    const severities = ['error', 'warning', 'info', 'hint'] as const;
    const lines = [...document.querySelectorAll('.editor-instance .view-line')];
    const textUnder = (box: DOMRect): string => {
      const middle = box.top + box.height / 2;
      const line = lines.find((candidate) => {
        const { top, bottom } = candidate.getBoundingClientRect();
        return top <= middle && middle < bottom;
      });
      if (line === undefined) return '';
      let text = '';
      const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const content = node.textContent ?? '';
        for (let index = 0; index < content.length; index++) {
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + 1);
          const character = range.getBoundingClientRect();
          const center = character.left + character.width / 2;
          if (box.left <= center && center <= box.right) text += content[index];
        }
      }
      return text.replaceAll(/[\u00a0\u00b7]/g, ' ');
    };
    return severities.flatMap((severity) =>
      [...document.querySelectorAll(`.editor-instance .squiggly-${severity}`)].map((element) => ({
        severity,
        text: textUnder(element.getBoundingClientRect()),
      })),
    );
  });
}
