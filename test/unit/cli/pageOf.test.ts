// That pages of a list join to the whole of it, and none is longer than a reader wants.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutText, mostCharacters, pageOf } from '../../../server/src/cli/tools/pageOf.ts';

const options = { keyOf: (text: string) => text, show: (text: string) => text, sizeOf: (text: string) => text.length };

describe('pageOf', () => {
  test('pages join to the whole, within the limits, and each goes on', () => {
    const item = fc.oneof(
      fc.string(),
      fc.integer({ min: 0, max: 30_000 }).map((length) => 'x'.repeat(length)),
    );
    fc.assert(
      fc.property(fc.array(item, { maxLength: 40 }), fc.integer({ min: 1, max: 12 }), (all, limit) => {
        const joined: string[] = [];
        let cursor: string | undefined;
        do {
          const page = pageOf(all, { ...options, limit, cursor });
          expect(page.total).toBe(all.length);
          expect(page.shown.length).toBeLessThanOrEqual(limit);
          expect(page.shown.length > 0 || all.length === 0).toBe(true);
          if (page.shown.length > 1) expect(page.shown.join('').length).toBeLessThanOrEqual(mostCharacters);
          joined.push(...page.shown);
          cursor = page.next;
        } while (cursor !== undefined);
        expect(joined).toEqual(all);
      }),
    );
  });

  test('shows no more items than it needs', () => {
    const seen: string[] = [];
    const show = (text: string): string => {
      seen.push(text);
      return text;
    };
    pageOf(['a', 'b', 'c', 'd'], { ...options, show, limit: 2, cursor: undefined });
    expect(seen).toEqual(['a', 'b']);
  });

  test('refuses the cursor of another list, and what is none', () => {
    const { next } = pageOf(['a', 'b'], { ...options, limit: 1, cursor: undefined });
    expect(() => pageOf(['a', 'c'], { ...options, limit: 1, cursor: next })).toThrow('has changed');
    for (const cursor of ['', '1', '-1-000000000000', 'x']) {
      expect(() => pageOf(['a', 'b'], { ...options, limit: 1, cursor })).toThrow('cursor takes');
    }
  });
});

test('a text that is cut says how much is left out, and ends at a line where it can', () => {
  expect(cutText('short', 'It', 10)).toBe('short');
  expect(cutText('one line\nanother line', 'It', 12)).toBe('one line\n… It is cut here: 13 characters are left out.\n');
  expect(cutText('x'.repeat(30), 'It', 12)).toBe(`${'x'.repeat(12)}\n… It is cut here: 18 characters are left out.\n`);
});
