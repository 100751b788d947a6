// Messages in cells of Markdown tables.
import { expect, test } from 'vitest';
import { messageMarkdown } from '../../../server/src/report/index.ts';

test.each([
  ['`user_name` (from `a | b`) is *new*', '`user_name` (from `a \\| b`) is \\*new\\*'],
  ['no code | at\nall', 'no code \\| at all'],
  ['an odd ` stays text', 'an odd \\` stays text'],
])('%j', (message, markdown) => {
  expect(messageMarkdown(message)).toBe(markdown);
});
