// Prices against worked figures, to the micro-dollar.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resolveModel } from '../../../../server/src/engine/catalog/index.ts';
import {
  breakEvenRequests,
  formatMoney,
  formatRate,
  growingHistory,
  hitRate,
  inputShare,
  interpolatedHistory,
  priceGaps,
  priceParts,
  priceRequest,
  priceRun,
  priceTick,
  replayTax,
  tickMilliseconds,
  toMicrodollars,
  verdictOf,
  wallClock,
} from '../../../../server/src/engine/estimate/index.ts';

const model = (name: string) => {
  const found = resolveModel(name);
  if (found === undefined) throw new Error(name);
  return found;
};
/** $3 and $15 per million. */
const sonnet = model('claude-sonnet-4-5');
const micro = (money: bigint | undefined) => (money === undefined ? undefined : Number(toMicrodollars(money)));
const history = interpolatedHistory([
  [1, 200],
  [5, 1000],
  [10, 1800],
  [20, 3400],
]);

describe('one tick', () => {
  test('3,000 + 1,500 + 800 input and 200 output: $0.0159 + $0.0030', () => {
    const parts = priceParts(sonnet, { fresh: 3000 + 1500 + 800, output: 200 });
    expect([micro(parts?.input), micro(parts?.output), micro(parts?.total)]).toEqual([15_900, 3000, 18_900]);
    expect(parts && Math.round(inputShare(parts) * 100)).toBe(84);
  });

  test('the lens line: $0.0189 uncached, $0.0223 cold, $0.0068 warm, 85% hit', () => {
    const prices = priceRequest(sonnet, { prefix: 4500, tail: 800, output: 200 });
    expect([micro(prices?.uncached), micro(prices?.cold), micro(prices?.warm)]).toEqual([18_900, 22_275, 6750]);
    expect(prices && [prices.uncached, prices.cold, prices.warm].map(formatMoney)).toEqual([
      '$0.0189',
      '$0.0223',
      '$0.0068',
    ]);
    expect(formatRate(prices?.hitRate)).toBe('85%');
  });

  test('a 1 h write costs twice the input', () => {
    expect(micro(priceRequest(sonnet, { prefix: 4500, tail: 800, output: 200, ttl: '1h' })?.cold)).toBe(
      27_000 + 2400 + 3000,
    );
  });

  test('a prompt over the boundary moves the whole request to the higher tier, output and reads included', () => {
    const haiku = model('claude-haiku-5-5');
    expect(micro(priceTick(haiku, { fresh: 100_000, output: 1000 }))).toBe(10_000 + 500);
    expect(micro(priceTick(haiku, { read: 90_000, fresh: 10_002, output: 1000 }))).toBe(4500 + 5001 + 2500);
  });

  test('batch halves the bill and stacks with reads', () => {
    expect(micro(priceTick(sonnet, { read: 10_000, fresh: 1000, output: 1000 }, { service: 'batch' }))).toBe(10_500);
  });

  test('fast mode is priced where it exists and unknown elsewhere', () => {
    expect(micro(priceTick(model('claude-opus-5'), { fresh: 1000, output: 100 }, { service: 'fast' }))).toBe(15_000);
    expect(priceTick(sonnet, { fresh: 1000 }, { service: 'fast' })).toBeUndefined();
  });

  test('no price is better than a wrong one', () => {
    expect(priceTick(model('claude-mythos-5-2'), { fresh: 10 })).toBeUndefined();
    expect(priceTick(model('claude-3-opus'), { write1h: 10 })).toBeUndefined();
    expect(priceTick(model('claude-3-opus'), { write5m: 10 })).toBeDefined();
  });

  test('OpenAI models with a write fee pay 1.25 x cold, those without pay the plain input', () => {
    const fee = priceRequest(model('gpt-6-sol'), { prefix: 10_000, tail: 0, output: 0 });
    expect([micro(fee?.uncached), micro(fee?.cold), micro(fee?.warm)]).toEqual([20_000, 25_000, 2000]);
    const free = priceRequest(model('gpt-5'), { prefix: 10_000, tail: 0, output: 0 });
    expect([micro(free?.uncached), micro(free?.cold), micro(free?.warm)]).toEqual([12_500, 12_500, 1250]);
  });

  test('money is never negative, and adding tokens never makes a tick cheaper below a tier', () => {
    const tokens = fc.nat(50_000);
    fc.assert(
      fc.property(tokens, tokens, tokens, tokens, tokens, (fresh, read, write5m, write1h, output) => {
        const usage = { fresh, read, write5m, write1h, output };
        const price = priceTick(sonnet, usage);
        const more = priceTick(sonnet, { ...usage, fresh: fresh + 1 });
        expect(price !== undefined && price >= 0n && more === price + 3_000_000n).toBe(true);
      }),
    );
  });
});

describe('a run', () => {
  test('replay tax: per-tick input 4,700 / 5,500 / 6,300 / 7,900 and sums 25,500 / 55,400 / 127,200', () => {
    const inputs = history.map((tokens) => 4500 + tokens);
    expect([inputs[0], inputs[4], inputs[9], inputs[19]]).toEqual([4700, 5500, 6300, 7900]);
    const sums = [5, 10, 20].map((ticks) => inputs.slice(0, ticks).reduce((sum, input) => sum + input, 0));
    expect(sums).toEqual([25_500, 55_400, 127_200]);
    expect(replayTax(4500, 20)).toEqual({ sent: 90_000, again: 85_500 });
  });

  test('5,000-token prefix, 10 ticks: $0.150 uncached, $0.03225 with one write and nine reads', () => {
    const shape = { stable: 5000, history: growingHistory(10, 0, 0), output: 0 };
    expect(micro(priceRun(sonnet, { ...shape, caching: 'none' })?.total)).toBe(150_000);
    const cached = priceRun(sonnet, { ...shape, caching: 'prefix' });
    expect(micro(cached?.total)).toBe(32_250);
    expect(cached?.usage).toMatchObject({ write5m: 5000, read: 45_000, fresh: 0 });
  });

  test('hit rate with a mark after the tools alone falls to 71% at tick 10 and 57% at tick 20', () => {
    const run = priceRun(sonnet, { stable: 4500, history, output: 200, caching: 'prefix' });
    expect([run?.ticks[9]?.hitRate, run?.ticks[19]?.hitRate].map(formatRate)).toEqual(['71%', '57%']);
  });

  test('a rolling mark keeps the hit rate above 95%', () => {
    const run = priceRun(sonnet, { stable: 4500, history, output: 200, caching: 'rolling' });
    expect(run?.ticks[9]?.usage).toMatchObject({ read: 6140, write5m: 160, fresh: 0 });
    expect(run?.latestHitRate).toBeGreaterThan(0.95);
    expect(run?.runHitRate).toBeGreaterThan(0.9);
  });

  test('a pause longer than the lifetime writes on every tick', () => {
    const shape = { stable: 4500, history: [0, 0, 0], output: 0, caching: 'prefix' } as const;
    expect(priceRun(sonnet, { ...shape, gapSeconds: 299 })?.usage.write5m).toBe(4500);
    expect(priceRun(sonnet, { ...shape, gapSeconds: 300 })?.usage).toMatchObject({ write5m: 13_500, read: 0 });
    expect(priceRun(sonnet, { ...shape, gapSeconds: 300, ttl: '1h' })?.usage).toMatchObject({
      write1h: 4500,
      read: 9000,
    });
  });

  test('every tick bills all of its input, however it is cached', () => {
    fc.assert(
      fc.property(
        fc.nat(20_000),
        fc.array(fc.nat(5000), { minLength: 1, maxLength: 12 }),
        fc.constantFrom('none' as const, 'prefix' as const, 'rolling' as const),
        fc.nat(4000),
        (stable, turns, caching, gapSeconds) => {
          const run = priceRun(sonnet, { stable, history: turns, output: 1, caching, gapSeconds });
          for (const [index, tick] of run?.ticks.entries() ?? []) {
            const { read, write5m, write1h, fresh } = tick.usage;
            expect(read + write5m + write1h + fresh).toBe(stable + (turns[index] ?? 0));
            expect(Math.min(read, write5m, write1h, fresh)).toBeGreaterThanOrEqual(0);
          }
          expect(run?.ticks.length).toBe(turns.length);
        },
      ),
    );
  });
});

describe('lifetimes and gaps', () => {
  test('the 5 m write pays from the second request, the 1 h write from the third', () => {
    expect([breakEvenRequests(sonnet, '5m'), breakEvenRequests(sonnet, '1h')]).toEqual([2, 3]);
    expect(breakEvenRequests(model('claude-3-sonnet'), '5m')).toBeUndefined();
  });

  test('the cheaper lifetime follows the gaps', () => {
    expect(priceGaps(sonnet, 10_000, [60, 60, 60])?.cheapest).toBe('5m');
    expect(priceGaps(sonnet, 10_000, [600, 600, 600])?.cheapest).toBe('1h');
    expect(priceGaps(sonnet, 10_000, [7200])?.cheapest).toBe('uncached');
    const gaps = priceGaps(sonnet, 10_000, [60, 600]);
    expect([micro(gaps?.uncached), micro(gaps?.['5m']), micro(gaps?.['1h'])]).toEqual([90_000, 78_000, 66_000]);
  });
});

describe('latency and verdict', () => {
  const tick = { input: 15_900n, output: 3000n, modelMilliseconds: 700, toolMilliseconds: [500] };
  test('700 ms + 500 ms is 1.2 s a tick, 7.2 s for six', () => {
    expect(tickMilliseconds(tick)).toBe(1200);
    expect(wallClock([tick, tick, tick, tick, tick, tick])).toBe(7200);
  });

  test('input above 70% of every tick: long inputs, prompt caching', () => {
    const verdict = verdictOf([tick, tick]);
    expect(verdict).toMatchObject({ kind: 'long-inputs', lever: 'prompt-caching' });
    expect(verdict?.figure).toBeCloseTo(15_900 / 18_900, 5);
  });

  test('one tick at 70% or below is enough to look elsewhere', () => {
    const even = { ...tick, input: 7n, output: 3n, toolMilliseconds: [100, 100] };
    expect(verdictOf([tick, even])?.kind).toBe('balanced');
    expect(verdictOf(Array.from({ length: 12 }, () => even))).toEqual({
      kind: 'too-many-ticks',
      lever: 'fewer-ticks',
      figure: 12,
    });
    expect(verdictOf([even, { ...even, toolMilliseconds: [9000] }])).toMatchObject({ kind: 'one-slow-tool' });
    expect(verdictOf([])).toBeUndefined();
  });
});

test('hit rate: nothing sent is not a rate of 0', () => {
  expect(hitRate({ read: 0, write5m: 0, write1h: 0, fresh: 0 })).toBeUndefined();
  expect(hitRate({ read: 4500, write5m: 0, write1h: 0, fresh: 800 })).toBeCloseTo(0.849, 3);
});
