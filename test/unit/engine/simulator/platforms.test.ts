// Gemini's two caches, Bedrock's cache points, and the time that a request takes.
import { describe, expect, test } from 'vitest';
import {
  type ConverseRequest,
  converseUsage,
  createGeminiCache,
  emptyCache,
  emptyGeminiCache,
  extendGeminiCache,
  type GeminiRequest,
  geminiTokenHours,
  latencyOf,
  simulateConverse,
  simulateGemini,
} from '../../../../server/src/engine/simulator/index.ts';
import { text } from './requests.ts';

const model = 'gemini-3.6-flash';
const head = [{ text: 'rules', tokens: 6000 }];
const ask = (question: string): GeminiRequest => ({ model, head, contents: [{ text: question, tokens: 20 }] });

describe('Gemini', () => {
  test('implicit: a shared prefix is eligible, and nothing is promised', () => {
    const first = simulateGemini(emptyGeminiCache, ask('one'), 0);
    if ('error' in first) throw new Error(first.error.message);
    const second = simulateGemini(first.state, ask('two'), 10_000);
    expect(second).toMatchObject({
      usage: { read: 0, fresh: 6020 },
      diagnostics: { eligible: 6000, source: 'implicit' },
    });
    expect(simulateGemini(first.state, ask('two'), 10_000, { implicit: 'assume-hit' })).toMatchObject({
      usage: { read: 6000, fresh: 20 },
    });
    expect(simulateGemini(first.state, ask('two'), 10_000, { minimumPrefixTokens: 6001 })).toMatchObject({
      diagnostics: { eligible: 0 },
    });
  });

  test('explicit: made once, read by name, stored by the hour, gone after its lifetime', () => {
    const made = createGeminiCache(emptyGeminiCache, { name: 'c', model, parts: head }, 0);
    if ('error' in made) throw new Error(made.error.message);
    expect(made.usage.fresh).toBe(6000);
    const asked: GeminiRequest = { model, head: [], contents: [{ text: 'one', tokens: 20 }], cachedContent: 'c' };
    const at = (time: number, state = made.state) => simulateGemini(state, asked, time);
    expect(at(3_599_999)).toMatchObject({ usage: { read: 6000, fresh: 20 }, diagnostics: { source: 'explicit' } });
    expect(at(3_600_000)).toMatchObject({ error: { status: 403 } });
    expect(at(3_600_000, extendGeminiCache(made.state, 'c', 3_000_000, 3600))).toMatchObject({ usage: { read: 6000 } });
    expect(geminiTokenHours(made.state, 'c', 1_800_000)).toBe(3000);
  });

  test('explicit: too small, another model, and a system instruction beside it are refused', () => {
    const small = createGeminiCache(emptyGeminiCache, { name: 'c', model, parts: [{ text: 'a', tokens: 100 }] }, 0);
    expect(small).toMatchObject({
      error: { status: 400, message: expect.stringContaining('min_total_token_count=4096') },
    });
    const made = createGeminiCache(emptyGeminiCache, { name: 'c', model, parts: head }, 0);
    if ('error' in made) throw new Error(made.error.message);
    expect(simulateGemini(made.state, { ...ask('one'), cachedContent: 'c' }, 0)).toMatchObject({
      error: { status: 400, message: expect.stringContaining('system_instruction') },
    });
    expect(
      simulateGemini(made.state, { model: 'gemini-2.5-pro', head: [], contents: [], cachedContent: 'c' }, 0),
    ).toMatchObject({ error: { status: 400 } });
  });
});

describe('Bedrock Converse', () => {
  const point = (ttl?: '5m' | '1h') =>
    ({ cachePoint: { type: 'default', ...(ttl === undefined ? {} : { ttl }) } }) as const;
  const request = (parts: Partial<ConverseRequest>): ConverseRequest => ({
    model: 'anthropic.claude-opus-5',
    tools: [],
    system: [],
    messages: [],
    maxTokens: 100,
    ...parts,
  });
  const marked = request({
    system: [text('rules', 3000), point('1h')],
    messages: [{ role: 'user', blocks: [text('question', 500), point()] }],
  });

  test('a cache point closes what stands before it; usage comes in its own fields', () => {
    const first = simulateConverse(emptyCache, marked, 0);
    if ('error' in first) throw new Error(first.error.message);
    expect(converseUsage(first.usage)).toEqual({
      inputTokens: 0,
      outputTokens: 0,
      totalTokens: 3500,
      cacheReadInputTokens: 0,
      cacheWriteInputTokens: 3500,
      cacheDetails: [
        { ttl: '1h', inputTokens: 3000 },
        { ttl: '5m', inputTokens: 500 },
      ],
    });
    const second = simulateConverse(first.state, marked, 5000);
    expect(second).toMatchObject({ usage: { read: 3500 } });
  });

  test('the longer lifetime comes first, four points at most, none in front of any content, an hour where it is offered', () => {
    const late = request({
      system: [text('rules', 3000), point()],
      messages: [{ role: 'user', blocks: [text('q', 9), point('1h')] }],
    });
    const many = request({ system: Array.from({ length: 5 }, (_, at) => [text(`${at}`, 2000), point()]).flat() });
    expect(simulateConverse(emptyCache, late, 0)).toMatchObject({ error: { status: 400 } });
    expect(simulateConverse(emptyCache, many, 0)).toMatchObject({ error: { status: 400 } });
    expect(simulateConverse(emptyCache, request({ system: [point(), text('rules', 9)] }), 0)).toMatchObject({
      error: { status: 400 },
    });
    expect(simulateConverse(emptyCache, marked, 0, { hourPoints: 'refused' })).toMatchObject({
      error: { status: 400 },
    });
  });

  test('whether runs of tool results are one position is an option', () => {
    const results = Array.from({ length: 24 }, (_, at) => ({ type: 'tool_result', text: `r${at}`, tokens: 100 }));
    const first = request({ messages: [{ role: 'user', blocks: [text('task', 3000), point()] }] });
    const second = request({
      messages: [
        { role: 'user', blocks: [text('task', 3000)] },
        { role: 'user', blocks: [...results, point()] },
      ],
    });
    const read = (runCollapse?: boolean) => {
      const options = runCollapse === undefined ? {} : { runCollapse };
      const before = simulateConverse(emptyCache, first, 0, options);
      if ('error' in before) throw new Error(before.error.message);
      const after = simulateConverse(before.state, second, 5000, options);
      return 'error' in after ? undefined : after.usage.read;
    };
    expect([read(), read(true)]).toEqual([0, 3000]);
  });
});

test('time to first token: a prompt that is read starts to answer about 85% sooner', () => {
  const tokens = 100_000;
  const cold = latencyOf({ fresh: 0, write5m: tokens, write1h: 0, read: 0, output: 1 });
  const warm = latencyOf({ fresh: 100, write5m: 0, write1h: 0, read: tokens - 100, output: 1 });
  expect(1 - warm.firstTokenMilliseconds / cold.firstTokenMilliseconds).toBeCloseTo(0.85, 1);
  const long = latencyOf({ fresh: 100, write5m: 0, write1h: 0, read: 0, output: 701 });
  expect(long.totalMilliseconds - long.firstTokenMilliseconds).toBe(10_000);
});
