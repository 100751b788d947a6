// The next request of a conversation from what the last one was billed.
import { expect, test } from 'vitest';
import { resolveModel } from '../../../../server/src/engine/catalog/index.ts';
import { exactly, nextRequestTokens, turnOverhead } from '../../../../server/src/engine/estimate/index.ts';

const model = (name: string) => {
  const found = resolveModel(name);
  if (found === undefined) throw new Error(name);
  return found;
};
const last = { input: 1000, output: 200 };

test('the last input and output, the appended text, and the structure of two messages', () => {
  const next = nextRequestTokens(last, { texts: [exactly(50)] }, model('claude-sonnet-4-5'));
  expect(next).toEqual({ tokens: 1253, low: 1249, high: 1257, method: 'estimate' });
});

test('one result of a tool, or several', () => {
  const of = (count: number, name = 'claude-sonnet-4-5') =>
    nextRequestTokens(last, { results: Array.from({ length: count }, () => exactly(100)) }, model(name)).tokens - 1200;
  expect([of(1), of(2), of(3)]).toEqual([112, 260, 390]);
  expect([of(1, 'claude-opus-5'), of(1, 'claude-opus-4-7')]).toEqual([107, 117]);
});

test('generations differ in their structure', () => {
  expect(['claude-haiku-3-5', 'claude-opus-5', 'gpt-4.1'].map((name) => turnOverhead(model(name), 0))).toEqual([
    3, 2, 5,
  ]);
});
