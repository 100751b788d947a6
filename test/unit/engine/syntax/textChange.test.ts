// The smallest replacement between two texts.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textChange } from '../../../../server/src/engine/syntax/index.ts';

describe('textChange', () => {
  it('is undefined for equal texts', () => {
    expect(textChange('abc', 'abc')).toBeUndefined();
  });

  it.each([
    ['abc', 'abXc', { start: 2, oldEnd: 2, newEnd: 3 }],
    ['aaa', 'aa', { start: 2, oldEnd: 3, newEnd: 2 }],
    ['', 'x', { start: 0, oldEnd: 0, newEnd: 1 }],
    ['one two', 'one 2', { start: 4, oldEnd: 7, newEnd: 5 }],
  ])('%j to %j', (before, after, change) => {
    expect(textChange(before, after)).toEqual(change);
  });

  it('keeps the halves of an emoji together', () => {
    expect(textChange('x😀y', 'x😁y')).toEqual({ start: 1, oldEnd: 3, newEnd: 3 });
  });

  it('keeps the halves of a line end together', () => {
    expect(textChange('a\r\nb', 'a\nb')).toEqual({ start: 1, oldEnd: 3, newEnd: 2 });
  });

  it('turns one text into the other', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\r', '\n', '😀', '😁') });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const change = textChange(before, after);
        if (change === undefined) return before === after;
        return (
          before.slice(0, change.start) + after.slice(change.start, change.newEnd) + before.slice(change.oldEnd) ===
          after
        );
      }),
    );
  });
});
