// OpenAI's cache: every rule of the guide by generation, and the reasons of misses in the provider's words.
import { describe, expect, test } from 'vitest';
import { openAiSettingsOf, resolveModel } from '../../../../server/src/engine/catalog/index.ts';
import {
  emptyOpenAiCache,
  inputTokens,
  type OpenAiMessage,
  type OpenAiOptions,
  type OpenAiPart,
  type OpenAiState,
  type OpenAiWireRequest,
  type SimulatedOpenAi,
  simulateOpenAi,
} from '../../../../server/src/engine/simulator/index.ts';

type Role = OpenAiMessage['role'];

function part(text: string, tokens: number, breakpoint?: OpenAiPart['breakpoint']): OpenAiPart {
  return { type: 'text', text, tokens, ...(breakpoint === undefined ? {} : { breakpoint }) };
}

function message(role: Role, text: string, tokens: number, breakpoint?: OpenAiPart['breakpoint']): OpenAiMessage {
  return { role, parts: [part(text, tokens, breakpoint)] };
}

function request(messages: readonly OpenAiMessage[], parts: Partial<OpenAiWireRequest> = {}): OpenAiWireRequest {
  return { model: 'gpt-6', tools: [], params: {}, messages, overhead: { tail: 3 }, ...parts };
}

function send(
  steps: readonly (readonly [seconds: number, sent: OpenAiWireRequest])[],
  options: Partial<OpenAiOptions> = {},
  comparisonId?: string,
): readonly SimulatedOpenAi[] {
  let state: OpenAiState = emptyOpenAiCache;
  return steps.map(([seconds, sent]) => {
    const result = simulateOpenAi(state, sent, seconds * 1000, options, comparisonId);
    state = result.state;
    return result;
  });
}

/** read, written and fresh tokens of each step. */
function billed(results: readonly SimulatedOpenAi[]) {
  return results.map(({ usage }) => [usage.read, (usage.write30m ?? 0) + (usage.write12h ?? 0), usage.fresh]);
}

const rules = message('developer', 'rules', 5000);

describe('newer models: exact matches at eligible boundaries', () => {
  test('implicit: all but the primer is written; with another question, the developer messages are read and the rest written', () => {
    const results = send([
      [0, request([rules, message('user', 'one', 10)])],
      [10, request([rules, message('user', 'two', 12)])],
    ]);
    expect(billed(results)).toEqual([
      [0, 5010, 3],
      [5000, 12, 3],
    ]);
  });

  test('a conversation that grows by whole messages reads all of what came before', () => {
    const first = [rules, message('user', 'one', 10)];
    const second = [...first, message('assistant', 'answer', 40), message('user', 'two', 20)];
    expect(
      billed(
        send([
          [0, request(first)],
          [10, request(second)],
        ]),
      ),
    ).toEqual([
      [0, 5010, 3],
      [5010, 60, 3],
    ]);
  });

  test('a run of tool outputs has its boundary at its end', () => {
    const call = [rules, message('user', 'one', 10), message('assistant', 'call', 30)];
    const both = [...call, message('tool', 'a', 100), message('tool', 'b', 100)];
    const third = [...both, message('assistant', 'done', 30), message('user', 'next', 10)];
    const results = send([
      [0, request(both)],
      [10, request(third)],
      [20, request([...call, message('tool', 'a', 100), message('user', 'other', 10)])],
    ]);
    expect(results[1]?.usage.read).toBe(5240);
    // Cut after the first output only: that is no boundary of the first request.
    expect(results[2]?.usage.read).toBe(5000);
  });

  test('there is no fallback to the longest unmarked prefix: a message that was extended loses its end', () => {
    const options = { implicitWrites: 'latest' } as const;
    const results = send(
      [
        [0, request([message('user', 'contract', 5000)])],
        [10, request([message('user', 'contract and more', 5010)])],
      ],
      options,
    );
    expect(results[1]?.usage.read).toBe(0);
    expect(results[1]?.diagnostics.missReason?.type).toBe('input_changed');
  });

  test('developer messages later in the conversation are no boundaries', () => {
    const late = [rules, message('user', 'one', 10), message('developer', 'remember', 2000)];
    const [first] = send([[0, request(late)]]);
    expect(first?.usage).toMatchObject({ write30m: 5010, fresh: 2003 });
  });

  test('explicit mode writes up to the mark and nothing else', () => {
    const cache = { mode: 'explicit' } as const;
    const marked = message('user', 'contract', 4012, { ttl: '30m' });
    const results = send([
      [0, request([marked, message('user', 'one', 5)], { cache })],
      [10, request([marked, message('user', 'two', 7)], { cache })],
    ]);
    expect(billed(results)).toEqual([
      [0, 4012, 8],
      [4012, 0, 10],
    ]);
  });

  test('explicit mode without a mark caches nothing', () => {
    const cache = { mode: 'explicit' } as const;
    const results = send([
      [0, request([rules], { cache })],
      [10, request([rules], { cache })],
    ]);
    expect(billed(results)).toEqual([
      [0, 0, 5003],
      [0, 0, 5003],
    ]);
  });

  test('explicit mode writes the latest four marks', () => {
    const marks = Array.from({ length: 6 }, (_, at) => message('user', `part ${at}`, 2000, {}));
    const options = { cache: { mode: 'explicit' } } as const;
    const results = send([
      [0, request(marks, options)],
      [10, request([...marks.slice(0, 2), message('user', 'other', 5)], options)],
      [20, request([...marks.slice(0, 3), message('user', 'other', 5)], options)],
    ]);
    expect(results.map(({ usage }) => usage.read)).toEqual([0, 0, 6000]);
  });

  test('switching from implicit to explicit does not read what implicit mode wrote', () => {
    const messages = [message('user', 'contract', 4000, {})];
    const bare = [message('user', 'contract', 4000)];
    const results = send([
      [0, request(bare)],
      [10, request(messages, { cache: { mode: 'explicit' } })],
    ]);
    expect(results[1]?.usage.read).toBe(0);
  });

  test('the lookup has no block limit: eighty boundaries are considered', () => {
    const turns = Array.from({ length: 70 }, (_, at) => message('user', `turn ${at}`, 100));
    const results = send([
      [0, request([rules, ...turns.slice(0, 1)])],
      [10, request([rules, ...turns])],
    ]);
    expect(results[1]?.usage.read).toBe(5100);
    const guide = send(
      [
        [0, request([rules, ...turns.slice(0, 2)])],
        [10, request([rules, ...turns])],
      ],
      { lookup: 'guide', implicitWrites: 'latest' },
    );
    // The guide counts twenty earlier message ends: the second turn is out of reach.
    expect(guide[1]?.usage.read).toBe(0);
  });

  test('the minimum of 1,024 is strict', () => {
    const results = send([
      [0, request([message('user', 'short', 1023)])],
      [10, request([message('user', 'short', 1023)])],
      [20, request([message('user', 'long', 1024)])],
      [30, request([message('user', 'long', 1024)])],
    ]);
    expect(results.map(({ usage }) => usage.read)).toEqual([0, 0, 0, 1024]);
    expect(results[1]?.diagnostics.missReason).toEqual({ type: 'below_minimum', tokens: 1023, minimum: 1024 });
  });

  test('thirty minutes after the last write or reuse, refreshed for free', () => {
    const sent = request([rules]);
    const results = send([
      [0, sent],
      [1799, sent],
      [3598, sent],
      [5398, sent],
    ]);
    expect(results.map(({ usage }) => usage.read)).toEqual([0, 5000, 5000, 0]);
    expect(results[3]?.diagnostics.missReason).toMatchObject({ type: 'expired', idleMilliseconds: 1_800_000 });
  });

  test('twelve hours cost a rate of their own', () => {
    const sent = request([rules], { cache: { ttl: '12h' } });
    const results = send([
      [0, sent],
      [40_000, sent],
    ]);
    expect(results[0]?.usage).toMatchObject({ write12h: 5000, fresh: 3 });
    expect(results[1]?.usage.read).toBe(5000);
  });

  test('an entry is readable once the first answer begins', () => {
    const results = send([
      [0, request([rules])],
      [0.5, request([rules])],
      [1, request([rules])],
    ]);
    expect(results.map(({ usage }) => usage.read)).toEqual([0, 0, 5000]);
    expect(results[1]?.diagnostics.missReason?.type).toBe('not_yet_available');
  });

  test.each([
    ['the model', { model: 'gpt-6.1' }, 'model_changed'],
    ['the key', { key: 'b' }, 'prompt_cache_key_changed'],
    ['the tools', { tools: [part('b', 500), part('a', 500)] }, 'tools_changed'],
    ['the text format', { params: { textFormat: '{}' } }, 'text_format_changed'],
    ['the reasoning effort', { params: { reasoningEffort: 'low' } }, 'reasoning_effort_changed'],
    ['the verbosity', { params: { verbosity: 'low' } }, 'verbosity_changed'],
    ['the service tier', { params: { serviceTier: 'flex' } }, 'service_tier_changed'],
    ['parallel tool calls', { params: { parallelToolCalls: false } }, 'unavailable'],
    ['the input', { messages: [message('developer', 'other rules', 5000)] }, 'input_changed'],
  ] as const)('%s is named when it changed', (_what, change, reason) => {
    const base = request([rules], { key: 'a', tools: [part('a', 500), part('b', 500)] });
    const [, second] = send([
      [0, base],
      [10, { ...base, ...(change as Partial<OpenAiWireRequest>) }],
    ]);
    expect([second?.usage.read, second?.diagnostics.missReason?.type]).toEqual([0, reason]);
  });

  test('a comparison with a request that is not known is said', () => {
    const [first] = send([[0, request([rules])]], {}, 'resp_gone');
    expect(first?.diagnostics.missReason).toEqual({ type: 'comparison_response_not_found' });
  });

  test('entries are never shared between organizations', () => {
    const { state } = simulateOpenAi(emptyOpenAiCache, request([rules]), 0, { isolation: 'a' });
    expect(simulateOpenAi(state, request([rules]), 5000, { isolation: 'b' }).usage.read).toBe(0);
  });
});

describe('older models: the longest prefix, best effort', () => {
  const prefix = { generation: 'prefix' } as const;

  test('reads are multiples of 128 from 1,024 up, writes are free', () => {
    const first = request([message('system', 'rules', 1200), message('user', 'one', 100)], { model: 'gpt-4o' });
    const second = request([...first.messages, message('assistant', 'answer', 50), message('user', 'two', 20)], {
      model: 'gpt-4o',
    });
    const results = send(
      [
        [0, first],
        [10, second],
      ],
      prefix,
    );
    expect(billed(results)).toEqual([
      [0, 0, 1303],
      [1280, 0, 93],
    ]);
    expect(results[1]?.diagnostics).toMatchObject({ isBestEffort: true, eligible: 1280 });
  });

  test('a part that differs further on is matched up to there, or not at all', () => {
    const long = 'x'.repeat(1000);
    const steps = [
      [0, request([message('user', `${long}A`, 2000)])],
      [10, request([message('user', `${long}B`, 2000)])],
    ] as const;
    expect(send(steps, prefix)[1]?.usage.read).toBe(1920);
    expect(send(steps, { ...prefix, matchInsideParts: false })[1]?.usage.read).toBe(0);
  });

  test('below 1,024 nothing is read', () => {
    const sent = request([message('user', 'short', 1000)]);
    expect(
      send(
        [
          [0, sent],
          [10, sent],
        ],
        prefix,
      )[1]?.usage.read,
    ).toBe(0);
  });

  test('five minutes idle, an hour at most, a day with retention 24h', () => {
    const sent = request([rules]);
    const reads = (steps: readonly number[], retention?: '24h') =>
      send(
        steps.map((at) => [at, { ...sent, ...(retention === undefined ? {} : { retention }) }] as const),
        prefix,
      ).map(({ usage }) => usage.read > 0);
    expect(reads([0, 299])).toEqual([false, true]);
    expect(reads([0, 300])).toEqual([false, false]);
    expect(reads([0, 80_000], '24h')).toEqual([false, true]);
  });

  test('another key goes to another machine', () => {
    const results = send(
      [
        [0, request([rules], { key: 'a' })],
        [10, request([rules], { key: 'b' })],
      ],
      prefix,
    );
    expect(results[1]?.usage.read).toBe(0);
    expect(results[1]?.diagnostics.missReason?.type).toBe('prompt_cache_key_changed');
  });

  test('above fifteen requests a minute it may overflow', () => {
    const steps = Array.from({ length: 20 }, (_, at) => [at * 2, request([rules])] as const);
    const options = { ...prefix, overflow: { requestsPerMinute: 15, misses: true } };
    const results = send(steps, options);
    expect(results.filter(({ usage }) => usage.read > 0)).toHaveLength(14);
    expect(results.at(-1)?.diagnostics.missReason?.type).toBe('overflow');
  });

  test('nothing need be promised', () => {
    const results = send(
      [
        [0, request([rules])],
        [10, request([rules])],
      ],
      { ...prefix, bestEffort: 'assume-miss' },
    );
    expect(results[1]).toMatchObject({ usage: { read: 0 }, diagnostics: { eligible: 4992 } });
  });

  test('GPT-5.5 has implicit breakpoints every 2,048 tokens', () => {
    const results = send(
      [
        [0, request([rules, message('user', 'one', 10)])],
        [10, request([rules, message('user', 'two', 10)])],
      ],
      { generation: 'intervals' },
    );
    expect(results[1]?.usage.read).toBe(4096);
  });
});

test('each model brings the rules of its generation', () => {
  const generation = (name: string) => {
    const model = resolveModel(name);
    return model === undefined ? undefined : openAiSettingsOf(model)?.generation;
  };
  expect(['gpt-4o', 'gpt-5.4', 'gpt-5.5', 'gpt-5.6-terra', 'gpt-6-astra', 'claude-opus-5'].map(generation)).toEqual([
    'prefix',
    'prefix',
    'intervals',
    'breakpoints',
    'breakpoints',
    undefined,
  ]);
});

test('read + written + fresh is the input', () => {
  const results = send([
    [0, request([rules, message('user', 'one', 10)], { tools: [part('a', 700)], overhead: { tools: 9, tail: 2 } })],
    [10, request([rules, message('user', 'two', 10)], { tools: [part('a', 700)], overhead: { tools: 9, tail: 2 } })],
  ]);
  expect(results.map(({ usage }) => inputTokens(usage))).toEqual([5721, 5721]);
});
