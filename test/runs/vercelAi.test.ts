// The Vercel AI SDK with its Anthropic provider against the local provider, unchanged: its own loop of tool calls.
import { createAnthropic } from '@ai-sdk/anthropic';
import { generateText, jsonSchema, stepCountIs, streamText, tool } from 'ai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalProvider } from '../../server/src/runs/index.ts';
import { lookup, rules, startTestProvider } from './harness/provider.ts';

let provider: LocalProvider;

beforeAll(async () => {
  provider = await startTestProvider();
});
afterAll(() => provider.close());

const marked = { anthropic: { cacheControl: { type: 'ephemeral' } } } as const;

function settings(name: string) {
  const anthropic = createAnthropic({ apiKey: 'sk-ant-test', baseURL: provider.openAiUrl });
  return {
    model: anthropic('claude-sonnet-4-6'),
    instructions: { role: 'system' as const, content: `${name}\n${rules}`, providerOptions: marked },
    prompt: 'Where is my order?',
    tools: {
      [lookup.name]: tool({
        description: lookup.description,
        inputSchema: jsonSchema({ ...lookup.schema, required: [...lookup.schema.required] }),
        execute: async () => 'The order is on its way.',
      }),
    },
    stopWhen: stepCountIs(5),
    maxRetries: 0,
  };
}

function check(
  steps: readonly {
    readonly usage: { readonly inputTokenDetails: { readonly cacheReadTokens: number | undefined } };
  }[],
) {
  expect(steps).toHaveLength(5);
  const read = steps.map(({ usage }) => usage.inputTokenDetails.cacheReadTokens ?? 0);
  expect(read[0]).toBe(0);
  // The mark stands on the instructions: that is what each later tick reads.
  expect(new Set(read.slice(1)).size).toBe(1);
  expect(read[1]).toBeGreaterThan(2000);
}

test('generateText runs five ticks and reads the instructions in each but the first', async () => {
  const { steps, text } = await generateText(settings('whole'));
  check(steps);
  expect(text).toContain('Where is my order?');
});

test('streamText does the same', async () => {
  const result = streamText(settings('stream'));
  let text = '';
  for await (const piece of result.textStream) text += piece;
  expect(text).toContain('Where is my order?');
  check(await result.steps);
});
