// Logs of other programs, in the shape that each of them writes.
import { describe, expect, test } from 'vitest';
import { createProviderSimulator, roughTokenCounter } from '../../server/src/engine/index.ts';
import { analyzeRecording, readCalls } from '../../server/src/runs/index.ts';
import { temporaryFile } from './harness/recordingFile.ts';

const { price } = createProviderSimulator(roughTokenCounter);

function read(text: string, name = 'log.json') {
  const path = temporaryFile(name, text);
  const log = readCalls(path);
  const profile = analyzeRecording({
    log,
    price: (model, usage) => {
      const money = price(model, usage);
      return money === undefined ? undefined : Number(money) / 1e12;
    },
  });
  return { format: log.format, profile, calls: [...readCalls(path).calls] };
}

const model = 'claude-sonnet-4-6';
const first = { model, system: 'Be brief.', messages: [{ role: 'user', content: 'Hello' }] };
const second = {
  ...first,
  messages: [...first.messages, { role: 'assistant', content: 'Yes?' }, { role: 'user', content: 'Go on' }],
};
const usages = [
  { input_tokens: 10, cache_read_input_tokens: 0, cache_creation_input_tokens: 2000, output_tokens: 30 },
  { input_tokens: 12, cache_read_input_tokens: 2000, cache_creation_input_tokens: 50, output_tokens: 30 },
] as const;

/** What each of them must come to: one conversation of two ticks. */
function check({ profile }: ReturnType<typeof read>, conversations = 1) {
  expect(profile).toMatchObject({
    calls: 2,
    conversationCount: conversations,
    tokens: { fresh: 22, read: 2000, write5m: 2050, output: 60 },
  });
  expect(profile.hitRate).toBeCloseTo(2000 / 4072, 6);
  expect(profile.cost).toBeGreaterThan(0);
}

describe('JSON lines of a program of its own', () => {
  test('request and usage', () => {
    const result = read(
      [first, second]
        .map((request, at) => JSON.stringify({ ts: 1_767_225_600 + at * 5, request, usage: usages[at] }))
        .join('\n'),
      'log.jsonl',
    );
    expect(result.format).toBe('requests and usage');
    expect(result.calls[1]).toMatchObject({ time: 1_767_225_605_000, model, provider: 'anthropic' });
    check(result);
    expect(result.profile.misses).toEqual({});
  });

  test('request and response, a stream as text, an array in a wrapper', () => {
    const stream = `event: message_start\ndata: ${JSON.stringify({ type: 'message_start', message: { usage: { ...usages[1], output_tokens: 1 } } })}\n\nevent: message_delta\ndata: ${JSON.stringify({ type: 'message_delta', usage: { output_tokens: 30 } })}\n\n`;
    const records = [
      { body: first, response: { type: 'message', content: [{ type: 'tool_use', name: 'look' }], usage: usages[0] } },
      { body: JSON.stringify(second), response: stream },
    ];
    const result = read(JSON.stringify({ exportedAt: 'now', data: records }, undefined, 2));
    check(result);
    expect(result.calls[0]?.tools).toEqual(['look']);
  });

  test('OpenAI', () => {
    const usage = {
      prompt_tokens: 3000,
      completion_tokens: 20,
      total_tokens: 3020,
      prompt_tokens_details: { cached_tokens: 2944 },
    };
    const { calls } = read(
      JSON.stringify({
        input: { model: 'gpt-4o', messages: first.messages },
        output: { usage, choices: [{ message: { tool_calls: [{ function: { name: 'look' } }] } }] },
      }),
    );
    expect(calls[0]).toMatchObject({
      provider: 'openai',
      model: 'gpt-4o',
      tools: ['look'],
      usage: { fresh: 56, read: 2944, output: 20 },
    });
  });
});

describe('OpenTelemetry', () => {
  const attribute = (key: string, value: string | number | boolean) => ({
    key,
    value:
      typeof value === 'number'
        ? { intValue: String(value) }
        : typeof value === 'boolean'
          ? { boolValue: value }
          : { stringValue: value },
  });
  const span = (at: number, attributes: readonly object[], more: object = {}) => ({
    traceId: 'trace-1',
    name: 'chat',
    startTimeUnixNano: String(1_767_225_600_000_000_000n + BigInt(at) * 1_000_000_000n),
    endTimeUnixNano: String(1_767_225_601_000_000_000n + BigInt(at) * 1_000_000_000n),
    attributes,
    ...more,
  });
  const call = (at: number) => [
    attribute('gen_ai.operation.name', 'chat'),
    attribute('gen_ai.provider.name', 'anthropic'),
    attribute('gen_ai.request.model', model),
    attribute('gen_ai.input.messages', JSON.stringify((at === 0 ? first : second).messages)),
    attribute('gen_ai.system_instructions', JSON.stringify([{ type: 'text', content: 'Be brief.' }])),
    attribute(
      'gen_ai.output.messages',
      JSON.stringify([{ role: 'assistant', parts: [{ type: 'tool_call', name: 'look' }] }]),
    ),
    // The conventions count cached tokens as input.
    attribute('gen_ai.usage.input_tokens', [2010, 2062][at] ?? 0),
    attribute('gen_ai.usage.cache_read.input_tokens', [0, 2000][at] ?? 0),
    attribute('gen_ai.usage.cache_creation.input_tokens', [2000, 50][at] ?? 0),
    attribute('gen_ai.usage.output_tokens', 30),
  ];
  const file = (spans: readonly object[]) =>
    JSON.stringify({ resourceSpans: [{ resource: {}, scopeSpans: [{ scope: {}, spans }] }] });

  test('GenAI spans', () => {
    const result = read(file([span(0, call(0)), span(5, call(1)), span(6, [attribute('http.method', 'GET')])]));
    expect(result.format).toBe('OpenTelemetry');
    check(result);
    expect(result.calls[0]).toMatchObject({ tools: ['look'], milliseconds: 1000, thread: 'trace-1' });
  });

  test('older instrumentations number the messages, and hand on the number of the service', () => {
    const old = (at: number) => [
      attribute('gen_ai.system', 'Anthropic'),
      attribute('gen_ai.request.model', model),
      attribute('gen_ai.prompt.0.role', 'user'),
      attribute('gen_ai.prompt.0.content', 'Hello'),
      attribute('gen_ai.usage.prompt_tokens', usages[at]?.input_tokens ?? 0),
      attribute('gen_ai.usage.cache_read_input_tokens', usages[at]?.cache_read_input_tokens ?? 0),
      attribute('gen_ai.usage.cache_creation_input_tokens', usages[at]?.cache_creation_input_tokens ?? 0),
      attribute('gen_ai.usage.completion_tokens', 30),
    ];
    const result = read(file([span(0, old(0)), span(5, old(1))]));
    expect(result.profile.tokens).toEqual({ fresh: 22, read: 2000, write5m: 2050, write1h: 0, output: 60 });
    expect(result.calls[0]?.body).toEqual({ messages: [{ role: 'user', content: 'Hello' }] });
  });

  test("spans of tools tell what the program's own caches and batches do", () => {
    const tool = (at: number, cache: string, more: readonly object[] = []) =>
      span(
        at,
        [attribute('gen_ai.tool.name', 'weather'), attribute('cache', cache), ...more],
        cache === 'hit' ? { endTimeUnixNano: String(1_767_225_600_000_000_000n + BigInt(at) * 1_000_000_000n) } : {},
      );
    const { profile } = read(
      file([
        span(0, call(0)),
        tool(1, 'miss', [attribute('batch_size', 8), attribute('batch_flush_reason', 'window')]),
        tool(2, 'hit', [attribute('batch_size', 64), attribute('batch_flush_reason', 'size')]),
        tool(3, 'hit', [attribute('batch_size', 4), attribute('batch_flush_reason', 'window')]),
      ]),
    );
    expect(profile.toolCaches).toEqual([{ tool: 'weather', calls: 3, hits: 2, stale: 0, savedMilliseconds: 2000 }]);
    expect(profile.batches).toEqual([
      { reason: 'window', count: 2, meanSize: 6 },
      { reason: 'size', count: 1, meanSize: 64 },
    ]);
  });
});

test('Langfuse', () => {
  const observations = [first, second].map(({ messages }, at) => ({
    id: `o${at}`,
    traceId: 't',
    sessionId: 's',
    type: 'GENERATION',
    startTime: `2026-01-01T00:00:0${at}.000Z`,
    endTime: `2026-01-01T00:00:0${at}.500Z`,
    model,
    input: messages,
    output: { content: [{ type: 'tool_use', name: 'look' }] },
    usageDetails: {
      input: usages[at]?.input_tokens,
      cache_read_input_tokens: usages[at]?.cache_read_input_tokens,
      cache_creation_input_tokens: usages[at]?.cache_creation_input_tokens,
      output: 30,
    },
  }));
  const result = read(JSON.stringify([...observations, { ...observations[0], type: 'SPAN' }]));
  expect(result.format).toBe('Langfuse');
  check(result);
});

test('Helicone', () => {
  const rows = [first, second].map((body, at) => ({
    request_created_at: `2026-01-01 00:00:0${at}.123`,
    request_model: model,
    request_body: JSON.stringify(body),
    response_body: JSON.stringify({ usage: usages[at], content: [] }),
    delay_ms: 700,
    response_status: 200,
  }));
  const result = read(rows.map((row) => JSON.stringify(row)).join('\n'), 'log.jsonl');
  expect(result.format).toBe('Helicone');
  expect(result.calls[0]).toMatchObject({ time: Date.UTC(2026, 0, 1, 0, 0, 0, 123), milliseconds: 700 });
  check(result);
});

test('LangSmith', () => {
  const runs = [first, second].map(({ messages }, at) => ({
    run_type: 'llm',
    trace_id: 't',
    start_time: `2026-01-01T00:00:0${at}`,
    end_time: `2026-01-01T00:00:0${at + 1}`,
    extra: { invocation_params: { model, tools: [{ name: 'look' }] }, metadata: { ls_provider: 'anthropic' } },
    inputs: { messages: [messages] },
    outputs: {
      generations: [
        [
          {
            message: {
              kwargs: {
                tool_calls: [{ name: 'look' }],
                usage_metadata: {
                  input_tokens: [2010, 2062][at],
                  output_tokens: 30,
                  input_token_details: { cache_read: [0, 2000][at], cache_creation: [2000, 50][at] },
                },
              },
            },
          },
        ],
      ],
    },
  }));
  const result = read(runs.map((run) => JSON.stringify(run)).join('\n'), 'log.jsonl');
  expect(result.format).toBe('LangSmith');
  expect(result.calls[0]?.tools).toEqual(['look']);
  check(result);
});

test('LiteLLM', () => {
  const rows = [first, second].map((request, at) => ({
    call_type: 'completion',
    custom_llm_provider: 'anthropic',
    model: `anthropic/${model}`,
    startTime: 1_767_225_600 + at,
    endTime: 1_767_225_601 + at,
    messages: request.messages,
    response: {
      usage: {
        prompt_tokens: [2010, 2062][at],
        completion_tokens: 30,
        cache_read_input_tokens: [0, 2000][at],
        cache_creation_input_tokens: [2000, 50][at],
        prompt_tokens_details: { cached_tokens: [0, 2000][at] },
      },
    },
  }));
  const result = read(JSON.stringify(rows));
  expect(result.format).toBe('LiteLLM');
  check(result);
});

test('Claude Code: the blocks of an answer are lines of their own, and count once', () => {
  const answer = (id: string, at: number, block: object, more: object = {}) => ({
    type: 'assistant',
    sessionId: 's',
    uuid: `${id}-${at}`,
    parentUuid: null,
    timestamp: `2026-01-01T00:00:0${at}.000Z`,
    message: { id, model, role: 'assistant', content: [block], usage: usages[at] },
    ...more,
  });
  const lines = [
    { type: 'summary', summary: 'Greeting', leafUuid: 'x', sessionId: 's' },
    { type: 'user', sessionId: 's', uuid: 'u', parentUuid: null, message: { role: 'user', content: 'Hello' } },
    answer('m1', 0, { type: 'text', text: 'Hm' }),
    answer('m1', 0, { type: 'tool_use', name: 'Read', input: {} }),
    answer('m2', 1, { type: 'text', text: 'Done' }),
  ];
  const result = read(lines.map((line) => JSON.stringify(line)).join('\n'), 'session.jsonl');
  expect(result.format).toBe('Claude Code');
  expect(result.calls.map(({ tools }) => tools)).toEqual([['Read'], []]);
  check(result);
});

test('records larger than a block of the reader, with braces and quotes in their texts, come through whole', () => {
  const odd = `{"data": [ "\\" }] ${'x'.repeat(3 << 20)}`;
  const records = Array.from({ length: 3 }, (_, at) => ({
    request: { model, messages: [{ role: 'user', content: `${at}${odd}` }] },
    usage: usages[0],
  }));
  for (const text of [
    JSON.stringify(records),
    JSON.stringify({ logs: records }, undefined, 1),
    records.map((one) => JSON.stringify(one)).join('\n'),
  ]) {
    const { calls } = read(text);
    expect(calls.map(({ body }) => JSON.stringify(body?.messages).length)).toEqual(
      Array(3).fill(JSON.stringify(records[0]?.request.messages).length),
    );
  }
});
