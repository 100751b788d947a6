// Helpers of the SDKs that hand back what they were given.
import { expect, test } from 'vitest';
import { recognizers, tailsOf, transparentHelper } from '../../../../server/src/engine/recognizers/index.ts';

test.each([
  ['ai', ['tool'], 'argument'],
  ['ai', ['jsonSchema'], 'argument'],
  ['ai', ['generateText'], undefined],
  ['@anthropic-ai/sdk/helpers/beta/zod', ['betaZodTool'], 'argument'],
  ['anthropic.types', ['TextBlockParam'], 'record'],
  ['anthropic', ['types', 'beta', 'BetaCacheControlEphemeralParam'], 'record'],
  ['anthropic.types.messages', ['batch_create_params', 'Request'], 'record'],
  ['openai.types.chat', ['ChatCompletionSystemMessageParam'], 'record'],
  ['anthropic', ['Anthropic'], undefined],
  ['acme', ['tool'], undefined],
])('%s %s gives its %s', (packageName, path, given) => {
  expect(transparentHelper(packageName, path)).toBe(given);
});

test('every recognizer has an id, packages and tails of its own', () => {
  expect(new Set(recognizers.map((one) => one.id)).size).toBe(recognizers.length);
  for (const one of recognizers) expect(one.packages.length * tailsOf(one).length).toBeGreaterThan(0);
});
