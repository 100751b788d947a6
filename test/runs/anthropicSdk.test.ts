// The official Anthropic SDK against the local provider, unchanged: an agent's loop, streams, counts, diagnostics, errors.
import Anthropic from '@anthropic-ai/sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalProvider } from '../../server/src/runs/index.ts';
import { lookup, rules, startTestProvider, ticks } from './harness/provider.ts';

let provider: LocalProvider;
let client: Anthropic;

beforeAll(async () => {
  provider = await startTestProvider();
  client = new Anthropic({ apiKey: 'sk-ant-test', baseURL: provider.anthropicUrl, maxRetries: 0 });
});
afterAll(() => provider.close());

const model = 'claude-sonnet-4-6';
const tools: Anthropic.Tool[] = [
  { name: lookup.name, description: lookup.description, input_schema: { ...lookup.schema, required: ['order'] } },
];

async function agentLoop(streams: boolean, start: string, system: string) {
  const messages: Anthropic.MessageParam[] = [{ role: 'user', content: start }];
  const answers: Anthropic.Message[] = [];
  let previous: string | null = null;
  for (let tick = 0; tick < ticks; tick++) {
    const params: Anthropic.MessageCreateParamsNonStreaming = {
      model,
      max_tokens: 1024,
      cache_control: { type: 'ephemeral' },
      system,
      tools,
      messages,
      diagnostics: { previous_message_id: previous },
    };
    const answer: Anthropic.Message = streams
      ? await client.messages.stream(params).finalMessage()
      : await client.messages.create(params);
    answers.push(answer);
    previous = answer.id;
    const calls = answer.content.filter((block) => block.type === 'tool_use');
    messages.push({ role: 'assistant', content: answer.content });
    if (calls.length === 0) break;
    messages.push({
      role: 'user',
      content: calls.map(({ id }) => ({ type: 'tool_result', tool_use_id: id, content: 'The order is on its way.' })),
    });
  }
  return answers;
}

test.each([
  ['whole answers', false],
  ['streams', true],
] as const)('five ticks of a tool loop, %s: every tick reads all that the one before cached', async (name, streams) => {
  const answers = await agentLoop(streams, 'Where is my order?', `${rules}\n${name}`);
  expect(answers.map(({ stop_reason }) => stop_reason)).toEqual([...Array(4).fill('tool_use'), 'end_turn']);
  expect(answers[0]?.content.at(-1)).toMatchObject({
    type: 'tool_use',
    name: 'lookup',
    input: { order: 'sample order' },
  });
  const usages = answers.map(({ usage }) => usage);
  expect(usages[0]?.cache_read_input_tokens).toBe(0);
  for (const [at, usage] of usages.entries()) {
    const before = usages[at - 1];
    if (before === undefined) continue;
    expect(usage.cache_read_input_tokens).toBe(
      (before.cache_read_input_tokens ?? 0) + (before.cache_creation_input_tokens ?? 0),
    );
  }
  const last = usages.at(-1);
  const read = last?.cache_read_input_tokens ?? 0;
  expect(read / (read + (last?.cache_creation_input_tokens ?? 0) + (last?.input_tokens ?? 0))).toBeGreaterThan(0.97);
  expect(answers.map(({ diagnostics }) => diagnostics)).toEqual(Array(5).fill(null));
});

test('the reason of a miss comes in the words of the service', async () => {
  const ask = (system: string, previous: string | null) =>
    client.messages.create({
      model,
      max_tokens: 100,
      system: [{ type: 'text', text: system, cache_control: { type: 'ephemeral' } }],
      messages: [{ role: 'user', content: 'Hello' }],
      diagnostics: { previous_message_id: previous },
    });
  const first = await ask(`${rules}A`, null);
  const second = await ask(`${rules}B`, first.id);
  expect(first.diagnostics).toBeNull();
  expect(second.diagnostics?.cache_miss_reason).toMatchObject({ type: 'system_changed' });
  const third = await ask(`${rules}B`, 'msg_unknown');
  expect(third.diagnostics?.cache_miss_reason).toEqual({ type: 'previous_message_not_found' });
});

test('an hour and five minutes are billed apart', async () => {
  const { usage } = await client.messages.create({
    model,
    max_tokens: 100,
    system: [{ type: 'text', text: `${rules} for an hour`, cache_control: { type: 'ephemeral', ttl: '1h' } }],
    messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello', cache_control: { type: 'ephemeral' } }] }],
  });
  expect(usage.cache_creation?.ephemeral_1h_input_tokens).toBeGreaterThan(2000);
  expect(usage.cache_creation?.ephemeral_5m_input_tokens).toBeGreaterThan(0);
  expect(usage.cache_creation_input_tokens).toBe(
    (usage.cache_creation?.ephemeral_1h_input_tokens ?? 0) + (usage.cache_creation?.ephemeral_5m_input_tokens ?? 0),
  );
});

test('counted tokens are the billed ones', async () => {
  const params = { model, system: rules, tools, messages: [{ role: 'user' as const, content: 'How many?' }] };
  const { input_tokens } = await client.messages.countTokens(params);
  const { usage } = await client.messages.create({ ...params, max_tokens: 10 });
  expect(usage.input_tokens).toBe(input_tokens);
});

test('max_tokens cuts the answer, and 0 only fills the cache', async () => {
  const cut = await client.messages.create({
    model,
    max_tokens: 2,
    messages: [{ role: 'user', content: 'A long question about everything' }],
  });
  expect(cut).toMatchObject({ stop_reason: 'max_tokens', usage: { output_tokens: 2 } });
  const warm = await client.messages.create({
    model,
    max_tokens: 0,
    system: [{ type: 'text', text: `${rules} warm`, cache_control: { type: 'ephemeral' } }],
    messages: [{ role: 'user', content: '.' }],
  });
  expect(warm).toMatchObject({ content: [], stop_reason: 'max_tokens', usage: { output_tokens: 0 } });
  expect(warm.usage.cache_creation_input_tokens).toBeGreaterThan(2000);
});

describe('errors are those that the SDK knows', () => {
  const hello: Anthropic.MessageParam[] = [{ role: 'user', content: 'Hello' }];

  test('an unknown model', async () => {
    await expect(client.messages.create({ model: 'claude-none', max_tokens: 9, messages: hello })).rejects.toThrow(
      Anthropic.NotFoundError,
    );
  });

  test('five marks, in the words of the API', async () => {
    const system = Array.from({ length: 5 }, (_, at) => ({
      type: 'text' as const,
      text: `part ${at}`,
      cache_control: { type: 'ephemeral' as const },
    }));
    await expect(client.messages.create({ model, max_tokens: 9, system, messages: hello })).rejects.toThrow(
      /A maximum of 4 blocks with cache_control may be provided\. Found 5\./,
    );
  });

  test('a tool call without its result', async () => {
    const messages: Anthropic.MessageParam[] = [
      ...hello,
      { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'lookup', input: {} }] },
      { role: 'user', content: 'And?' },
    ];
    await expect(client.messages.create({ model, max_tokens: 9, tools, messages })).rejects.toThrow(
      /tool_use` ids were found without `tool_result` blocks immediately after: toolu_1/,
    );
  });

  test('no messages, no key', async () => {
    await expect(client.messages.create({ model, max_tokens: 9, messages: [] })).rejects.toThrow(
      Anthropic.BadRequestError,
    );
    const response = await fetch(`${provider.anthropicUrl}/v1/messages`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(401);
  });

  test('keys part the caches', async () => {
    const ask = (apiKey: string) =>
      new Anthropic({ apiKey, baseURL: provider.anthropicUrl }).messages.create({
        model,
        max_tokens: 9,
        system: [{ type: 'text', text: `${rules} keyed`, cache_control: { type: 'ephemeral' } }],
        messages: hello,
      });
    await ask('one');
    expect((await ask('two')).usage.cache_read_input_tokens).toBe(0);
    expect((await ask('one')).usage.cache_read_input_tokens).toBeGreaterThan(2000);
  });
});
