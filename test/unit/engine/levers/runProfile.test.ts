// Stage 1 against worked figures: a tick, a run, its parts, its wall clock.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toMicrodollars } from '../../../../server/src/engine/estimate/index.ts';
import {
  courseRun,
  historyAt,
  type RunProfileInput,
  resolveModel,
  runParts,
  runProfile,
} from '../../../../server/src/engine/levers/index.ts';

const model = (name: string) => {
  const found = resolveModel(name);
  if (found === undefined) throw new Error(name);
  return found;
};
/** $3 and $15 per million. */
const sonnet = model('claude-sonnet-4-5');
const micro = (money: bigint | undefined) => (money === undefined ? undefined : Number(toMicrodollars(money)));
const profile = (change: Partial<RunProfileInput> = {}) => {
  const made = runProfile(sonnet, { ...courseRun, ...change });
  if (made === undefined) throw new Error('no price');
  return made;
};

describe('one tick', () => {
  test('3,000 + 1,500 + 800 input and 200 output: $0.0159 + $0.0030 = $0.0189, 84% input', () => {
    const [tick] = profile({ ticks: 1, history: [[1, 800]] }).ticks;
    expect(micro(tick?.total)).toBe(18_900);
    expect(micro(tick?.cost.output)).toBe(3000);
    expect(Math.round((tick?.inputShare ?? 0) * 100)).toBe(84);
  });

  test('what the tools cost is part of the tick', () => {
    const [tick] = profile({ ticks: 1, history: [[1, 800]], toolCost: 1_000_000_000n }).ticks;
    expect(micro(tick?.total)).toBe(19_900);
    expect(micro(tick?.cost.toolCalls)).toBe(1000);
  });
});

describe('a run', () => {
  test('per-tick input 4,700 / 5,500 / 6,300 / 7,900 and sums 25,500 / 55,400 / 127,200', () => {
    const { ticks, replay } = profile();
    expect([0, 4, 9, 19].map((at) => ticks[at]?.input)).toEqual([4700, 5500, 6300, 7900]);
    expect([4, 9, 19].map((at) => ticks[at]?.cumulativeInput)).toEqual([25_500, 55_400, 127_200]);
    expect(replay).toEqual({ sent: 90_000, again: 85_500 });
  });

  test('up to fifty ticks, where the history goes on as it grew', () => {
    const { ticks } = profile({ ticks: 50 });
    expect(ticks.length).toBe(50);
    expect(ticks[49]?.input).toBe(4500 + 3400 + 30 * 160);
    // Sums of 4,700, 55,400 and 438,600 tokens at $3, with 200 of output at $15 a tick.
    expect([0, 9, 49].map((at) => micro(ticks[at]?.cumulativeTotal))).toEqual([17_100, 196_200, 1_465_800]);
    expect([historyAt([], 3), historyAt([[4, 100]], 9), historyAt([[1, 100]], 0)]).toEqual([0, 100, 0]);
  });

  test('a system prompt of 500 tokens flattens the replay tax', () => {
    const [long, short] = [profile(), profile({ system: 500 })];
    expect(short.replay).toEqual({ sent: 40_000, again: 38_000 });
    expect(long.input - short.input).toBe(20 * 2500);
    // $3 per million: fifty thousand tokens less are $0.15 less.
    expect(micro(long.total - short.total)).toBe(150_000);
  });

  test('the parts of a tick are its tokens and its price, however it is cached', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('none' as const, 'prefix' as const, 'rolling' as const),
        fc.constantFrom('claude-sonnet-4-5', 'claude-haiku-5-5', 'gpt-6-sol', 'gpt-5', 'gemini-2.5-pro'),
        fc.constantFrom(undefined, '1h' as const),
        fc.nat(150_000),
        fc.nat(5000),
        fc.integer({ min: 1, max: 8 }),
        (caching, name, ttl, system, tools, ticks) => {
          const made = runProfile(model(name), {
            ...courseRun,
            ticks,
            tools,
            system,
            caching,
            ...(ttl === undefined ? {} : { ttl }),
          });
          for (const tick of made?.ticks ?? []) {
            const { toolCalls, ...cost } = tick.cost;
            expect(Object.values(cost).reduce((sum, one) => sum + one, toolCalls)).toBe(tick.total);
            const sent = runParts.reduce((sum, part) => sum + (part === 'output' ? 0 : tick.tokens[part]), 0);
            expect(sent).toBe(tick.input);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a read prefix costs a tenth, and the bar of its part shrinks with it', () => {
    const [plain, cached] = [profile().ticks[9], profile({ caching: 'prefix' }).ticks[9]];
    expect(micro(plain?.cost.system)).toBe(9000);
    expect(micro(cached?.cost.system)).toBe(900);
    expect(cached?.cost.turn).toBe(plain?.cost.turn);
  });
});

describe('wall clock', () => {
  test('700 ms and 500 ms are 1.2 s a tick, 7.2 s for six', () => {
    const { ticks, milliseconds } = profile({ ticks: 6 });
    expect(ticks[0]?.milliseconds).toBe(1200);
    expect(milliseconds).toBe(7200);
    expect(profile({ ticks: 6, overheadMilliseconds: 100 }).milliseconds).toBe(7800);
  });
});

describe('verdict', () => {
  test('input above 70% of every tick is long inputs, as long as the cache does not carry them', () => {
    expect(profile().verdict).toMatchObject({ kind: 'long-inputs', lever: 'prompt-caching' });
    expect(profile({ ticks: 6, caching: 'rolling', output: 20 }).verdict?.kind).toBe('cached-long-inputs');
  });

  test('many ticks that are cheap each are too many ticks', () => {
    expect(profile({ ticks: 12, caching: 'rolling' }).verdict).toMatchObject({ kind: 'too-many-ticks', figure: 12 });
    expect(profile({ ticks: 11, caching: 'rolling' }).verdict?.kind).not.toBe('too-many-ticks');
  });

  test('one tool call that takes more than half of the wall clock is one slow tool', () => {
    const slow = profile({ ticks: 1, caching: 'rolling', output: 1000, toolMilliseconds: [5000] });
    expect(slow.verdict).toMatchObject({ kind: 'one-slow-tool', lever: 'tool-latency' });
    expect(slow.verdict?.figure).toBeCloseTo(5000 / 5700, 6);
  });

  test('an answer that makes up most of a tick is a long answer', () => {
    const long = profile({ ticks: 3, caching: 'rolling', output: 8000, toolMilliseconds: [] });
    expect(long.verdict).toMatchObject({ kind: 'long-answers', lever: 'output-limit' });
  });
});
