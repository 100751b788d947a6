// Marks that are refused, automatic caching, pre-warming and the marks that the API sets by itself.
import { describe, expect, test } from 'vitest';
import { emptyCache, simulateAnthropic } from '../../../../server/src/engine/simulator/index.ts';
import { assistant, billed, block, ok, refusal, request, send, text, user } from './requests.ts';

const long = text('rules', 2000);

describe('refused marks', () => {
  test('on an empty text block', () => {
    expect(refusal(request({ system: [long, text('', 0, '5m')] }))).toBe(
      'cache_control cannot be set for empty text blocks',
    );
  });

  test('on a deferred tool', () => {
    const tool = { ...block('tool', '{}', 50, '5m'), name: 'search', deferred: true };
    expect(refusal(request({ tools: [tool] }))).toBe(
      "Tool 'search' cannot have both defer_loading=true and cache_control set. Tools with defer_loading cannot use prompt caching.",
    );
  });

  test('on a thinking block', () => {
    const result = simulateAnthropic(
      emptyCache,
      request({ messages: [assistant(block('thinking', 'hm', 5, '5m'))] }),
      0,
    );
    expect(result).toMatchObject({
      error: { status: 400, isQuoted: false, address: { level: 'messages', message: 0, index: 0 } },
    });
  });

  test('a refused request leaves no trace and costs nothing', () => {
    const result = simulateAnthropic(emptyCache, request({ system: [text('', 0, '5m')] }), 0);
    expect(Object.keys(result)).toEqual(['error']);
  });
});

describe('deferred tools', () => {
  test('are not part of the prefix', () => {
    const tools = [block('tool', 'a', 2000, '5m')];
    const more = [...tools, { ...block('tool', 'b', 500), deferred: true }];
    const results = send([
      [0, request({ tools, messages: [user(text('q', 10))] })],
      [10, request({ tools: more, messages: [user(text('q', 10))] })],
    ]);
    expect(results[1]?.usage).toMatchObject({ read: 2000, fresh: 10 });
  });
});

describe('automatic caching', () => {
  const turn = (n: number) => request({ system: [long], automatic: {}, messages: conversation(n) });
  const conversation = (n: number) =>
    Array.from({ length: n }, (_, at) =>
      at % 2 === 0 ? user(text(`question ${at}`, 100)) : assistant(text(`answer ${at}`, 50)),
    );

  test('the breakpoint moves forward with the conversation', () => {
    expect(
      billed(
        send([
          [0, turn(1)],
          [10, turn(3)],
          [20, turn(5)],
        ]),
      ),
    ).toEqual([
      [0, 2100, 0],
      [2100, 150, 0],
      [2250, 150, 0],
    ]);
  });

  test('takes the lifetime it is given', () => {
    expect(send([[0, { ...turn(1), automatic: { ttl: '1h' } }]])[0]?.usage.write1h).toBe(2100);
  });

  test('uses one of the four slots', () => {
    const marked = (n: number) => Array.from({ length: n }, (_, at) => text(`s${at}`, 500, '5m'));
    const sent = (n: number) => request({ system: marked(n), automatic: {}, messages: [user(text('q', 10))] });
    expect(refusal(sent(3))).toBeUndefined();
    expect(refusal(sent(4))).toContain('Found 5');
  });

  test('does nothing when the last block has the same lifetime', () => {
    const sent = request({ automatic: {}, messages: [user(text('a', 2000, '5m'))] });
    expect(ok(simulateAnthropic(emptyCache, sent, 0)).diagnostics.breakpoints).toHaveLength(1);
  });

  test('is refused when the last block has another lifetime', () => {
    expect(refusal(request({ automatic: { ttl: '1h' }, messages: [user(text('a', 2000, '5m'))] }))).toContain('ttl');
  });

  test('walks back to the nearest block that can carry a mark', () => {
    const sent = request({
      automatic: {},
      messages: [user(long), assistant(block('thinking', 'hm', 30)), user(text('', 0))],
    });
    const result = ok(simulateAnthropic(emptyCache, sent, 0));
    expect(result.diagnostics.breakpoints).toMatchObject([
      { address: { level: 'messages', message: 0, index: 0 }, tokens: 2000 },
    ]);
    expect(result.usage).toMatchObject({ write5m: 2000, fresh: 30 });
  });

  test('is skipped when no block can carry a mark', () => {
    const sent = request({ automatic: {}, messages: [user(text('', 0))] });
    expect(ok(simulateAnthropic(emptyCache, sent, 0)).diagnostics.breakpoints).toEqual([]);
  });

  test('is refused on the legacy Bedrock integration', () => {
    expect(refusal(turn(1), { automaticMark: 'refused' })).toContain('cache_control');
  });

  test('trap: a prompt that ends with changing content writes every time and never reads', () => {
    const sent = (clock: string) => request({ system: [long], automatic: {}, messages: [user(text(clock, 100))] });
    expect(
      billed(
        send([
          [0, sent('10:00')],
          [10, sent('10:01')],
          [20, sent('10:02')],
        ]),
      ),
    ).toEqual([
      [0, 2100, 0],
      [0, 2100, 0],
      [0, 2100, 0],
    ]);
  });
});

describe('pre-warming with max_tokens 0', () => {
  const shared = [text('rules', 2000, '1h')];
  const warm = request({ system: shared, maxTokens: 0, outputTokens: 50, messages: [user(text('warm up', 3))] });

  test('writes, bills no output, and the real request reads', () => {
    const real = request({ system: shared, outputTokens: 50, messages: [user(text('question', 20))] });
    const results = send([
      [0, warm],
      [60, real],
    ]);
    expect(results[0]?.usage).toMatchObject({ write1h: 2000, output: 0 });
    expect(results[1]?.usage).toMatchObject({ read: 2000, fresh: 20, output: 50 });
  });

  test.each([
    ['streaming', { stream: true }, {}],
    ['enabled thinking', { params: { thinking: 'enabled 2048' } }, {}],
    ['an output format', { params: { outputFormat: '{}' } }, {}],
    ['a forced tool', { params: { toolChoice: 'any' } }, {}],
    ['a batch', {}, { store: 'batch' as const }],
  ])('is refused with %s', (_what, change, options) => {
    expect(refusal({ ...warm, ...change }, options)).toContain('max_tokens: 0');
  });

  test('is accepted with adaptive thinking and tool choice auto', () => {
    expect(refusal({ ...warm, params: { thinking: 'adaptive', toolChoice: 'auto' } })).toBeUndefined();
  });
});

describe('server tools', () => {
  const searched = [
    user(text('q', 2000)),
    assistant(block('server_tool_use', 's', 20), block('web_search_tool_result', 'r', 900)),
  ];

  test('with any mark present, results get a five-minute mark of their own', () => {
    const sent = request({ system: [text('rules', 2000, '1h')], messages: searched });
    const result = ok(simulateAnthropic(emptyCache, sent, 0));
    expect(result.usage).toMatchObject({ write1h: 2000, write5m: 2920, fresh: 0 });
    expect(result.diagnostics.breakpoints.map(({ source }) => source)).toEqual(['explicit', 'server-tool']);
    expect(ok(simulateAnthropic(emptyCache, sent, 0, { serverToolMarks: false })).usage.write5m).toBe(0);
  });

  test('without a mark, nothing is cached', () => {
    expect(ok(simulateAnthropic(emptyCache, request({ messages: searched }), 0)).usage).toMatchObject({
      write5m: 0,
      fresh: 2920,
    });
  });
});
