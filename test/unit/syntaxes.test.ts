// The grammar that colours Hitrate's comments.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const grammar = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../syntaxes/hitrate-comments.tmLanguage.json'), 'utf8'),
);
// The patterns use nothing that the editor's engine and JavaScript read differently.
const matches = (name: string, text: string) => new RegExp(grammar.repository[name].match).exec(text)?.[0];

test.each([
  ['suppression', 'hitrate-ignore[volatile-prefix] known', 'hitrate-ignore[volatile-prefix]'],
  ['suppression', ' * hitrate-ignore-file[a-b, c-d]', 'hitrate-ignore-file[a-b, c-d]'],
  ['suppression', 'hitrate-ignore volatile-prefix', undefined],
  ['suppression', 'hitrate-ignored[volatile-prefix]', undefined],
  ['scenario', 'hitrate ticks=20 outputTokens=400', 'hitrate ticks=20 outputTokens=400'],
  ['scenario', 'hitrate gap=1.5', 'hitrate gap=1.5'],
  ['scenario', 'hitrate is a tool', undefined],
])('%s in %j', (name, text, expected) => {
  expect(matches(name, text)).toBe(expected);
});

test('every pattern that is included exists, and colours comments only', () => {
  for (const { include } of grammar.patterns) expect(grammar.repository).toHaveProperty(include.slice(1));
  expect(grammar.injectionSelector).toBe('L:comment');
});
