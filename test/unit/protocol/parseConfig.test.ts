// Reading the config file: what is kept, and where each mistake is said to be.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseConfig } from '../../../server/src/protocol/index.ts';

test('comments and trailing commas are allowed', () => {
  const text = '{\n  // ours\n  "rules": { "volatile-prefix": "off", },\n}\n';
  expect(parseConfig(text)).toEqual({ config: { rules: { 'volatile-prefix': 'off' } }, problems: [] });
});

test.each([
  ['a value of the wrong kind', '{\n  "scenario": { "ticks": "many" }\n}', 'scenario.ticks', [2, 26], '"many"'],
  ['a number out of range', '{ "scenario": { "ticks": 0 } }', 'scenario.ticks', [1, 26], '0'],
  ['a severity that does not exist', '{ "rules": { "a": "loud" } }', 'rules.a', [1, 19], '"loud"'],
  ['an unknown key', '{\n\n "tick": 3 }', 'Unknown setting "tick"', [3, 2], '"tick"'],
  ['an unknown key inside', '{ "scenario": { "tick": 3 } }', 'Unknown setting "scenario.tick"', [1, 17], '"tick"'],
  ['a list that is no list', '{ "ignore": "dist" }', 'ignore', [1, 13], '"dist"'],
])('%s', (_, text, message, [line, column], marked) => {
  const { problems } = parseConfig(text);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ message: expect.stringContaining(message), line, column });
  expect(text.slice(problems[0]?.start, problems[0]?.end)).toBe(marked);
});

test('what is sound is kept beside a mistake', () => {
  const text =
    '{ "defaultModel": "m", "rules": { "a": "loud", "b": "off" }, "scenario": { "ticks": 5, "gapSeconds": -1 } }';
  const { config, problems } = parseConfig(text);
  expect(config).toEqual({ defaultModel: 'm', rules: { b: 'off' }, scenario: { ticks: 5 } });
  expect(problems).toHaveLength(2);
});

test('a malformed entry of a list takes the list along and nothing else', () => {
  const { config, problems } = parseConfig('{ "ignore": ["a", 3, ""], "defaultModel": "m" }');
  expect(config).toEqual({ defaultModel: 'm' });
  expect(problems).toHaveLength(2);
});

test('rules that do not exist are named where they stand, in overrides too', () => {
  const text =
    '{ "rules": { "x": "off" }, "overrides": [{ "files": ["a"], "rules": { "y": "off", "known": "off" } }] }';
  const { problems } = parseConfig(text, new Set(['known']));
  expect(problems.map(({ message }) => message)).toEqual(['There is no rule "x".', 'There is no rule "y".']);
});

test.each(['', '   ', '[]', '3', '{', '{"rules"', 'nonsense'])('%j has problems and no config', (text) => {
  const { config, problems } = parseConfig(text);
  expect(config).toEqual({});
  expect(problems.length).toBeGreaterThan(0);
});

test('no text makes it throw, and places lie inside the text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      for (const { start, end, line, column } of parseConfig(text, new Set()).problems) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(start).toBeLessThanOrEqual(text.length);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(Math.min(line, column)).toBeGreaterThanOrEqual(1);
      }
    }),
  );
});
