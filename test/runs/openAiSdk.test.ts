// The official OpenAI SDK against the local provider, unchanged: chat completions and responses, whole and as streams.
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalProvider } from '../../server/src/runs/index.ts';
import { lookup, rules, startTestProvider, ticks } from './harness/provider.ts';

let provider: LocalProvider;
let client: OpenAI;

beforeAll(async () => {
  provider = await startTestProvider();
  client = new OpenAI({ apiKey: 'sk-test', baseURL: provider.openAiUrl, maxRetries: 0 });
});
afterAll(() => provider.close());

const chatTools: OpenAI.ChatCompletionTool[] = [
  {
    type: 'function',
    function: { name: lookup.name, description: lookup.description, parameters: { ...lookup.schema } },
  },
];

describe.each([
  ['gpt-4o', 'multiples of 128 of what came before'],
  ['gpt-6-astra', 'all that the tick before wrote'],
])('chat completions, %s: each tick reads %s', (model) => {
  async function loop(streams: boolean) {
    const messages: OpenAI.ChatCompletionMessageParam[] = [
      { role: 'developer', content: `${streams} ${rules}` },
      { role: 'user', content: 'Where is my order?' },
    ];
    const usages: OpenAI.CompletionUsage[] = [];
    let calls = 0;
    for (let tick = 0; tick < ticks; tick++) {
      const params = { model, messages, tools: chatTools };
      const answer: OpenAI.ChatCompletion = streams
        ? await client.chat.completions
            .stream({ ...params, stream_options: { include_usage: true } })
            .finalChatCompletion()
        : await client.chat.completions.create(params);
      if (answer.usage) usages.push(answer.usage);
      const message = answer.choices[0]?.message;
      if (message === undefined) throw new Error('no choice');
      messages.push(message);
      if (message.tool_calls === undefined) break;
      calls += message.tool_calls.length;
      for (const call of message.tool_calls) {
        messages.push({ role: 'tool', tool_call_id: call.id, content: 'The order is on its way.' });
      }
    }
    return { usages, calls };
  }

  test.each([false, true])('five ticks of a tool loop, streams: %s', async (streams) => {
    const { usages, calls } = await loop(streams);
    expect(calls).toBe(4);
    expect(usages).toHaveLength(5);
    const read = usages.map((usage) => usage.prompt_tokens_details?.cached_tokens ?? 0);
    const written = usages.map((usage) => usage.prompt_tokens_details?.cache_write_tokens ?? 0);
    expect(read[0]).toBe(0);
    for (let at = 1; at < 5; at++) {
      const before = usages[at - 1]?.prompt_tokens ?? 0;
      if (model === 'gpt-4o') expect(read[at]).toBe(Math.floor(before / 128) * 128);
      else expect(read[at]).toBe((read[at - 1] ?? 0) + (written[at - 1] ?? 0));
    }
    expect((read[4] ?? 0) / (usages[4]?.prompt_tokens ?? 1)).toBeGreaterThan(0.9);
  });
});

describe('responses', () => {
  const model = 'gpt-6-astra';
  const tools: OpenAI.Responses.FunctionTool[] = [
    {
      type: 'function',
      name: lookup.name,
      description: lookup.description,
      parameters: { ...lookup.schema },
      strict: false,
    },
  ];

  async function loop(streams: boolean, chains: boolean) {
    const instructions = `${rules} responses ${streams} ${chains}`;
    const items: OpenAI.Responses.ResponseInputItem[] = [{ role: 'user', content: 'Where is my order?' }];
    const answers: OpenAI.Responses.Response[] = [];
    let fresh = items;
    for (let tick = 0; tick < ticks; tick++) {
      const previous = answers.at(-1)?.id;
      const params = {
        model,
        instructions,
        tools,
        input: chains ? fresh : items,
        ...(previous === undefined || !chains ? {} : { previous_response_id: previous }),
        prompt_cache_options: {
          mode: 'implicit' as const,
          ...(previous === undefined ? {} : { comparison_response_id: previous }),
        },
      };
      const answer = streams
        ? await client.responses.stream(params).finalResponse()
        : await client.responses.create(params);
      answers.push(answer);
      const calls = answer.output.flatMap((item) => (item.type === 'function_call' ? [item] : []));
      fresh = calls.map(({ call_id }) => ({
        type: 'function_call_output' as const,
        call_id,
        output: 'The order is on its way.',
      }));
      items.push(...(answer.output as OpenAI.Responses.ResponseInputItem[]), ...fresh);
      if (calls.length === 0) break;
    }
    return answers;
  }

  test.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])('five ticks, streams: %s, chained by id: %s', async (streams, chains) => {
    const answers = await loop(streams, chains);
    expect(answers).toHaveLength(5);
    expect(answers.at(-1)?.output_text).toContain('Where is my order?');
    const details = answers.map(({ usage }) => usage?.input_tokens_details);
    for (let at = 1; at < 5; at++) {
      expect(details[at]?.cached_tokens).toBe(
        (details[at - 1]?.cached_tokens ?? 0) + (details[at - 1]?.cache_write_tokens ?? 0),
      );
    }
    expect(answers[0]?.prompt_cache_diagnostics).toBeUndefined();
    expect(answers[4]?.prompt_cache_diagnostics).toEqual({ type: 'cache_hit' });
  });

  test('a miss is named against the response that it is compared with', async () => {
    const ask = (instructions: string, comparison?: string) =>
      client.responses.create({
        model,
        instructions,
        input: 'Hello',
        prompt_cache_options: {
          mode: 'implicit',
          ...(comparison === undefined ? {} : { comparison_response_id: comparison }),
        },
      });
    const first = await ask(`A ${rules}`);
    const second = await ask(`B ${rules}`, first.id);
    expect(second.prompt_cache_diagnostics).toMatchObject({ type: 'cache_miss', reason: 'input_changed' });
    const third = await ask(`B ${rules}`, 'resp_unknown');
    expect(third.prompt_cache_diagnostics).toEqual({ type: 'comparison_response_not_found' });
  });

  test('explicit breakpoints in content parts', async () => {
    const part = (text: string, isMarked: boolean) => ({
      type: 'input_text' as const,
      text,
      ...(isMarked ? { prompt_cache_breakpoint: { mode: 'explicit' as const } } : {}),
    });
    const ask = (question: string) =>
      client.responses.create({
        model,
        input: [{ role: 'user', content: [part(`contract ${rules}`, true), part(question, false)] }],
        prompt_cache_options: { mode: 'explicit' },
      });
    const first = await ask('one');
    const second = await ask('two');
    expect(second.usage?.input_tokens_details.cached_tokens).toBe(first.usage?.input_tokens_details.cache_write_tokens);
    expect(second.usage?.input_tokens_details.cache_write_tokens).toBe(0);
  });
});

test('errors are those that the SDK knows', async () => {
  await expect(
    client.chat.completions.create({ model: 'gpt-none', messages: [{ role: 'user', content: 'Hi' }] }),
  ).rejects.toThrow(OpenAI.NotFoundError);
  await expect(client.chat.completions.create({ model: 'gpt-4o', messages: [] })).rejects.toThrow(
    OpenAI.BadRequestError,
  );
  await expect(
    client.responses.create({ model: 'gpt-4o', input: 'Hi', previous_response_id: 'resp_gone' }),
  ).rejects.toThrow(/Previous response with id 'resp_gone' not found/);
});
