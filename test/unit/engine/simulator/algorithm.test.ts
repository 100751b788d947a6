// The cache algorithm rule by rule, as Anthropic documents it.
import { describe, expect, test } from 'vitest';
import { emptyCache, simulateAnthropic } from '../../../../server/src/engine/simulator/index.ts';
import { assistant, billed, block, ok, refusal, request, send, text, user } from './requests.ts';

const tools = (ttl?: '5m' | '1h') => [block('tool', 'read_file', 1000), block('tool', 'write_file', 1000, ttl)];
const system = (ttl?: '5m' | '1h') => [text('You are an agent.', 2000, ttl)];
/** `n` text blocks of ten tokens, block `marked` (from 1) carrying a mark. */
const blocks = (n: number, ...marked: readonly number[]) =>
  Array.from({ length: n }, (_, at) => text(`block ${at + 1}`, 10, marked.includes(at + 1) ? '5m' : undefined));
const options = { minimumPrefixTokens: 1 };

describe('rule 1: exact prefix in the order tools, system, messages', () => {
  const full = (parts: { tool?: string; rule?: string; question?: string }) =>
    request({
      tools: [block('tool', parts.tool ?? 'search', 2000, '5m')],
      system: [text(parts.rule ?? 'rules', 2000, '5m')],
      messages: [user(text(parts.question ?? 'question', 2000, '5m'))],
    });
  test.each([
    ['nothing', {}, 6000],
    ['the question', { question: 'another' }, 4000],
    ['the system prompt', { rule: 'other rules' }, 2000],
    ['a tool', { tool: 'search2' }, 0],
  ])('changing %s leaves %o read', (_what, change, read) => {
    const [, second] = send([
      [0, full({})],
      [10, full(change)],
    ]);
    expect(second?.usage.read).toBe(read);
    expect(second?.usage.write5m).toBe(6000 - read);
  });
});

describe('rule 2: writes happen only at breakpoints', () => {
  test('a stable block without a mark is not found later', () => {
    const sent = (question: string) => request({ system: system(), messages: [user(text(question, 500, '5m'))] });
    const results = send([
      [0, sent('one')],
      [10, sent('two')],
    ]);
    expect(billed(results)).toEqual([
      [0, 2500, 0],
      [0, 2500, 0],
    ]);
  });

  test('each mark writes one entry', () => {
    const sent = request({ tools: tools('5m'), system: system('5m'), messages: [user(text('q', 100))] });
    const result = ok(simulateAnthropic(emptyCache, sent, 0));
    expect([...result.state.entries.values()].map((entry) => entry.tokens)).toEqual([2000, 4000]);
    expect(result.usage).toEqual({ read: 0, write5m: 4000, write1h: 0, fresh: 100, output: 0 });
  });
});

describe('rule 3: look-back of 20 positions, the breakpoint included', () => {
  const conversation = (n: number, ...marked: readonly number[]) =>
    request({ messages: [user(...blocks(n, ...marked))] });

  test('entry at block 10, breakpoint at 15: hit', () => {
    const [, second] = send(
      [
        [0, conversation(10, 10)],
        [10, conversation(15, 15)],
      ],
      options,
    );
    expect(second?.usage).toMatchObject({ read: 100, write5m: 50 });
    expect(second?.diagnostics.breakpoints[0]).toMatchObject({ outcome: 'read-and-written', distance: 5 });
  });

  test('breakpoint at 35 checks 35 to 16: an entry at 16 is found, one at 15 is not', () => {
    const at = (entry: number) =>
      send(
        [
          [0, conversation(entry, entry)],
          [10, conversation(35, 35)],
        ],
        options,
      )[1];
    expect(at(16)?.usage.read).toBe(160);
    expect(at(15)?.usage.read).toBe(0);
    expect(at(15)?.diagnostics.missReason).toEqual({
      type: 'outside_lookback',
      positions: 21,
      lookback: 20,
      cacheMissedInputTokens: 150,
    });
  });

  test('a second breakpoint at 15 finds the entry at 15', () => {
    const [, second] = send(
      [
        [0, conversation(15, 15)],
        [10, conversation(35, 15, 35)],
      ],
      options,
    );
    expect(second?.usage).toMatchObject({ read: 150, write5m: 200 });
  });

  test('a run of tool calls is one position, and so is a run of their results', () => {
    const run = (type: string, n: number) => Array.from({ length: n }, (_, at) => block(type, `${type} ${at}`, 10));
    const first = request({ messages: [user(text('q', 100, '5m'))] });
    const later = request({
      messages: [
        user(text('q', 100)),
        assistant(...run('tool_use', 15)),
        user(...run('tool_result', 15), text('next', 10, '5m')),
      ],
    });
    const read = (runCollapse: boolean) =>
      send(
        [
          [0, first],
          [10, later],
        ],
        { ...options, runCollapse },
      )[1]?.usage.read;
    expect([read(true), read(false)]).toEqual([100, 0]);
  });

  test('moving a mark does not change the prefix', () => {
    const results = send(
      [
        [0, conversation(12, 12)],
        [10, conversation(12, 6, 12)],
      ],
      options,
    );
    expect(results[1]?.usage).toMatchObject({ read: 120, write5m: 0, fresh: 0 });
  });

  test('max_tokens and stream are not part of the key', () => {
    const base = request({ system: system('5m'), messages: [user(text('q', 10))] });
    const results = send([
      [0, base],
      [10, { ...base, maxTokens: 1, stream: true }],
    ]);
    expect(results[1]?.usage.read).toBe(2000);
  });
});

describe('rule 4: at most four breakpoints', () => {
  test('a fifth is refused in the words of the API', () => {
    const sent = request({ messages: [user(...blocks(5, 1, 2, 3, 4, 5))] });
    expect(refusal(sent)).toBe('A maximum of 4 blocks with cache_control may be provided. Found 5.');
    expect(refusal(request({ messages: [user(...blocks(5, 1, 2, 3, 4))] }))).toBeUndefined();
  });

  test('marks of all levels count together', () => {
    const sent = request({ tools: tools('5m'), system: system('5m'), messages: [user(...blocks(3, 1, 2, 3))] });
    expect(refusal(sent)).toContain('Found 5');
  });
});

describe('rule 5: minimum length', () => {
  test('a shorter prefix is silently not cached', () => {
    const sent = (tokens: number) => request({ system: [text('s', tokens, '5m')], messages: [user(text('q', 10))] });
    expect(billed(send([[0, sent(1023)]]))).toEqual([[0, 0, 1033]]);
    expect(billed(send([[0, sent(1024)]]))).toEqual([[0, 1024, 10]]);
    expect(send([[0, sent(1023)]])[0]?.diagnostics).toMatchObject({
      missReason: { type: 'below_minimum', tokens: 1023, minimum: 1024 },
      breakpoints: [{ outcome: 'below-minimum' }],
    });
  });

  test('tokens that the provider adds count toward it', () => {
    const sent = request({ tools: [block('tool', 't', 900, '5m')], overhead: { tools: 180, messages: 320, tail: 3 } });
    expect(billed(send([[0, sent]]))).toEqual([[0, 1080, 323]]);
  });

  test('each breakpoint is measured by its own prefix', () => {
    const sent = request({ system: [text('a', 600, '5m'), text('b', 600, '5m')] });
    const result = ok(simulateAnthropic(emptyCache, sent, 0));
    expect(result.diagnostics.breakpoints.map(({ outcome }) => outcome)).toEqual(['below-minimum', 'written']);
    expect(result.state.entries.size).toBe(1);
  });
});

describe('rule 6: lifetime', () => {
  const sent = (ttl: '5m' | '1h') => request({ system: system(ttl), messages: [user(text('q', 10))] });

  test('five minutes from the start of the write, to the millisecond', () => {
    expect(
      send([
        [0, sent('5m')],
        [299.999, sent('5m')],
      ])[1]?.usage.read,
    ).toBe(2000);
    const late = send([
      [0, sent('5m')],
      [300, sent('5m')],
    ])[1];
    expect(late?.usage.read).toBe(0);
    expect(late?.diagnostics.missReason).toMatchObject({ type: 'expired', ttl: '5m', idleMilliseconds: 300_000 });
  });

  test('one hour with ttl 1h', () => {
    expect(
      send([
        [0, sent('1h')],
        [3599, sent('1h')],
      ])[1]?.usage.read,
    ).toBe(2000);
    expect(
      send([
        [0, sent('1h')],
        [3600, sent('1h')],
      ])[1]?.usage,
    ).toMatchObject({ read: 0, write1h: 2000 });
  });

  test('a read refreshes the entry for free', () => {
    const results = send([
      [0, sent('5m')],
      [200, sent('5m')],
      [400, sent('5m')],
      [700, sent('5m')],
    ]);
    expect(billed(results)).toEqual([
      [0, 2000, 10],
      [2000, 0, 10],
      [2000, 0, 10],
      [0, 2000, 10],
    ]);
  });

  test('generation time uses the lifetime up: it counts from the start, not from the first token', () => {
    const slow = { firstTokenMilliseconds: 120_000 };
    expect(
      send(
        [
          [0, sent('5m')],
          [301, sent('5m')],
        ],
        slow,
      )[1]?.usage.read,
    ).toBe(0);
  });
});

describe('rule 7: longer lifetimes first', () => {
  test('1h after 5m is refused in the words of the API', () => {
    const sent = request({ tools: tools('5m'), system: system('1h') });
    expect(refusal(sent)).toBe(
      "a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block. Note that blocks are processed in the following order: `tools`, `system`, `messages`",
    );
  });

  test('a bare mark lives five minutes', () => {
    const bare = { ...text('first', 2000), mark: {} };
    expect(refusal(request({ system: [bare, text('second', 10, '1h')] }))).toContain("ttl='1h'");
    expect(refusal(request({ system: [text('first', 2000, '1h'), bare] }))).toBeUndefined();
  });
});

describe('rule 8: billing of mixed lifetimes', () => {
  const sent = (question: string) =>
    request({
      tools: tools('1h'),
      system: system('1h'),
      messages: [user(text(question, 500, '5m')), user(text('tail', 7))],
    });

  test('cold: up to the last 1h mark for an hour, the rest for five minutes', () => {
    expect(send([[0, sent('a')]])[0]?.usage).toEqual({ read: 0, write1h: 4000, write5m: 500, fresh: 7, output: 0 });
  });

  test('warm: what was hit is read, what follows is written', () => {
    expect(
      send([
        [0, sent('a')],
        [10, sent('b')],
      ])[1]?.usage,
    ).toMatchObject({ read: 4000, write1h: 0, write5m: 500 });
  });

  test('after the five-minute part expired, the hour part is still read', () => {
    expect(
      send([
        [0, sent('a')],
        [600, sent('a')],
      ])[1]?.usage,
    ).toMatchObject({ read: 4000, write1h: 0, write5m: 500 });
  });

  test('a 1h mark behind the hit is written for an hour', () => {
    const changed = request({
      tools: tools('1h'),
      system: [text('new rules', 1500, '1h')],
      messages: [user(text('a', 500, '5m'))],
    });
    expect(
      send([
        [0, sent('a')],
        [10, changed],
      ])[1]?.usage,
    ).toMatchObject({ read: 2000, write1h: 1500, write5m: 500 });
  });
});

describe('rule 9: an entry is readable once the first response begins', () => {
  const sent = request({ system: system('5m'), messages: [user(text('q', 10))] });
  const slow = { firstTokenMilliseconds: 2000 };

  test('identical parallel requests all write', () => {
    const results = send(
      [
        [0, sent],
        [0, sent],
        [1, sent],
      ],
      slow,
    );
    expect(billed(results)).toEqual([
      [0, 2000, 10],
      [0, 2000, 10],
      [0, 2000, 10],
    ]);
    expect(results[2]?.diagnostics.missReason).toMatchObject({ type: 'not_yet_available', waitMilliseconds: 1000 });
  });

  test('after the first token of the first one, the rest reads', () => {
    expect(
      billed(
        send(
          [
            [0, sent],
            [1.9, sent],
            [2, sent],
          ],
          slow,
        ),
      ).map(([read]) => read),
    ).toEqual([0, 0, 2000]);
  });
});

describe('rule 10: isolation', () => {
  const sent = request({ system: system('5m'), messages: [user(text('q', 10))] });
  const readAfter = (change: Parameters<typeof simulateAnthropic>[3], model = sent.model) => {
    const first = ok(simulateAnthropic(emptyCache, sent, 0, { isolation: 'workspace a' }));
    return ok(simulateAnthropic(first.state, { ...sent, model }, 10_000, change)).usage.read;
  };

  test('never across workspaces', () => {
    expect([readAfter({ isolation: 'workspace a' }), readAfter({ isolation: 'workspace b' })]).toEqual([2000, 0]);
  });

  test('never across models', () => {
    expect(readAfter({ isolation: 'workspace a' }, 'claude-opus-4-8')).toBe(0);
  });
});

describe('rule 11: batches keep entries of their own', () => {
  const sent = request({ system: system('1h'), messages: [user(text('q', 10))] });
  test('what Messages wrote, a batch does not read; what a batch wrote, it does', () => {
    const first = ok(simulateAnthropic(emptyCache, sent, 0));
    const batch = ok(simulateAnthropic(first.state, sent, 10_000, { store: 'batch' }));
    expect(batch.usage.read).toBe(0);
    expect(ok(simulateAnthropic(batch.state, sent, 20_000, { store: 'batch' })).usage.read).toBe(2000);
  });
});
