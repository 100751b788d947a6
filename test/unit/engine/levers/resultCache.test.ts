// Stage 3: keys, lifetimes, freshness, tenants, eviction; and the same hits as an LRU cache with a canonical serialiser has.
import fc from 'fast-check';
import { LRUCache } from 'lru-cache';
import stringify from 'safe-stable-stringify';
import { describe, expect, test } from 'vitest';
import {
  type CachedCall,
  canonicalJson,
  courseStream,
  freshnessOf,
  type Json,
  type ResultCacheOptions,
  resultCacheKey,
  simulateResultCache,
  soundContract,
} from '../../../../server/src/engine/levers/index.ts';

const { calls, tools, ttls } = courseStream;
const course = (ttl: ResultCacheOptions['ttl']) => simulateResultCache(calls, tools, { ttl });
const row = (made: ReturnType<typeof course>, tool: string) => {
  const found = made.tools.find((each) => each.tool === tool);
  if (found === undefined) throw new Error(tool);
  return found;
};

describe('twelve calls over five tools', () => {
  test('three orders, three of weather, three balances, two clocks and a search', () => {
    expect(course(3600).tools.map(({ tool, calls: count }) => [tool, count])).toEqual([
      ['lookup_order', 3],
      ['current_time', 2],
      ['weather', 3],
      ['current_balance', 3],
      ['search', 1],
    ]);
  });

  test('one lifetime of an hour makes the clock and the balance stale', () => {
    const made = course(3600);
    expect(row(made, 'current_time')).toMatchObject({ hits: 1, stale: 1 });
    expect(row(made, 'current_balance').stale).toBe(2);
    expect(row(made, 'lookup_order')).toMatchObject({ hits: 2, stale: 0 });
  });

  test('one lifetime of ten seconds loses the hits of the order', () => {
    const made = course(10);
    expect(row(made, 'lookup_order')).toMatchObject({ hits: 0, misses: 3 });
    expect(made.total.stale).toBe(0);
  });

  test('a lifetime for each tool does neither', () => {
    const made = course(ttls);
    expect(made.total.stale).toBe(0);
    expect([row(made, 'lookup_order').hits, row(made, 'weather').hits, row(made, 'current_time').hits]).toEqual([
      2, 1, 0,
    ]);
    expect(row(made, 'lookup_order')).toMatchObject({
      savedMilliseconds: 600,
      savedCost: 200_000_000n,
      hitRate: 2 / 3,
    });
    expect(made.total).toMatchObject({ savedMilliseconds: 800, savedCost: 300_000_000n });
  });
});

describe('freshness', () => {
  test('balance and clock 0, weather 5 min, order 1 h, profile 24 h, vectors hours', () => {
    const seconds = (name: string) => freshnessOf(name)?.expected;
    expect([seconds('current_balance'), seconds('account_status'), seconds('current_time')]).toEqual([0, 0, 0]);
    expect([seconds('weather'), seconds('getCurrencyRate')]).toEqual([300, 300]);
    expect([seconds('lookup_order'), seconds('lookup-company-profile')]).toEqual([3600, 86_400]);
    expect(seconds('vectorSearch')).toBeGreaterThanOrEqual(2 * 3600);
    expect(freshnessOf('compute_layout')).toBeUndefined();
  });
});

describe('the key', () => {
  const call = { tool: 'lookup', args: { a: 1, b: { d: [1, null], c: 'x' } }, tenant: 'acme', version: '2' };

  test('{a, b} and {b, a} are one key', () => {
    expect(resultCacheKey({ ...call, args: { b: { c: 'x', d: [1, null] }, a: 1 } })).toBe(resultCacheKey(call));
    expect(resultCacheKey({ ...call, args: { a: 1, b: { d: [null, 1], c: 'x' } } })).not.toBe(resultCacheKey(call));
    const loose = { ...soundContract, canonical: false };
    expect(resultCacheKey({ tool: 't', args: { b: 1, a: 1 } }, loose)).not.toBe(
      resultCacheKey({ tool: 't', args: { a: 1, b: 1 } }, loose),
    );
  });

  test('tenants never share a key', () => {
    expect(resultCacheKey({ ...call, tenant: 'other' })).not.toBe(resultCacheKey(call));
    const stream: CachedCall[] = [
      { ...call, at: 0, truth: 'mine' },
      { ...call, at: 1, tenant: 'other', truth: 'theirs' },
    ];
    const shared = simulateResultCache(stream, {}, { ttl: 60, key: { ...soundContract, tenant: false } });
    expect(shared.total).toMatchObject({ hits: 1, leaks: 1, stale: 1 });
    expect(simulateResultCache(stream, {}, { ttl: 60 }).total).toMatchObject({ hits: 0, leaks: 0 });
  });

  test('another version of the tool is another key, an argument that does not matter is none', () => {
    expect(resultCacheKey({ ...call, version: '3' })).not.toBe(resultCacheKey(call));
    const ignoring = { ...soundContract, ignored: ['requestId'] };
    const asked = (requestId: string) => resultCacheKey({ ...call, args: { ...call.args, requestId } }, ignoring);
    expect(asked('1')).toBe(asked('2'));
    expect(resultCacheKey({ ...call, args: { ...call.args, a: 2 } }, ignoring)).not.toBe(asked('1'));
  });
});

describe('what leaves the cache', () => {
  const lookup = (at: number, id: string, more: Partial<CachedCall> = {}): CachedCall => ({
    at,
    tool: 'lookup',
    args: { id },
    ...more,
  });
  const outcomes = (stream: readonly CachedCall[], options: Partial<ResultCacheOptions> = {}) =>
    simulateResultCache(stream, {}, { ttl: 60, ...options }).steps.map(({ outcome, why }) => `${outcome}: ${why}`);

  test('an entry lives up to its lifetime, and reading it does not prolong it', () => {
    expect(outcomes([lookup(0, 'a'), lookup(60_000, 'a'), lookup(60_001, 'a')])).toEqual([
      'miss: first',
      'hit: kept',
      'miss: expired',
    ]);
  });

  test('a write clears what it changes', () => {
    const refund = { at: 2000, tool: 'refund', args: { id: 'a' }, clears: [{ tool: 'lookup', args: { id: 'a' } }] };
    expect(outcomes([lookup(0, 'a'), lookup(1000, 'a'), refund, lookup(3000, 'a')]).at(-1)).toBe('miss: cleared');
    const off = simulateResultCache([lookup(0, 'a'), refund, lookup(3000, 'a')], {}, { ttl: { lookup: 60 } });
    expect(off.steps.map(({ outcome }) => outcome)).toEqual(['miss', 'off', 'miss']);
  });

  test('the least recently used leaves a full cache', () => {
    const stream = [lookup(0, 'a'), lookup(1, 'b'), lookup(2, 'a'), lookup(3, 'c'), lookup(4, 'a'), lookup(5, 'b')];
    expect(outcomes(stream, { capacity: 2 })).toEqual([
      'miss: first',
      'miss: first',
      'hit: kept',
      'miss: first',
      'hit: kept',
      'miss: evicted',
    ]);
  });

  test('while the cache is down each tool is run, and nothing fails', () => {
    expect(outcomes([lookup(0, 'a'), lookup(1000, 'a'), lookup(2000, 'a')], { down: [500, 1500] })).toEqual([
      'miss: first',
      'off: unreachable',
      'hit: kept',
    ]);
  });

  test('a miss pays for the read that found nothing', () => {
    const fast = { lookup: { milliseconds: 5, cost: 0n, freshSeconds: 60 } };
    const made = simulateResultCache([lookup(0, 'a'), lookup(1, 'b')], fast, { ttl: 60, readMilliseconds: 4 });
    expect(made.total.savedMilliseconds).toBe(-8);
  });
});

describe('beside real components', () => {
  test('the serialiser writes what safe-stable-stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        expect(canonicalJson(value as Json)).toBe(stringify(value));
      }),
    );
    expect(canonicalJson({ b: undefined, a: [1] })).toBe(stringify({ b: undefined, a: [1] }));
  });

  test('the same hits as lru-cache, whatever the stream, the lifetimes and the size', () => {
    const names = ['lookup_order', 'weather', 'search', 'current_time'];
    const step = fc.record({
      wait: fc.nat(4000),
      tool: fc.constantFrom(...names),
      args: fc.constantFrom<Readonly<Record<string, Json>>>(
        { a: 1, b: 2 },
        { b: 2, a: 1 },
        { a: 2 },
        { a: [1, { d: 1, c: 2 }] },
        { a: [1, { c: 2, d: 1 }] },
      ),
      tenant: fc.constantFrom('acme', 'other'),
    });
    const lifetimes = fc.record({
      lookup_order: fc.constantFrom(0, 2, 5, 60),
      weather: fc.constantFrom(1, 3),
      search: fc.constantFrom(0, 10),
    });
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 60 }),
        fc.oneof(fc.constantFrom(1, 4, 30), lifetimes),
        fc.integer({ min: 1, max: 6 }),
        (steps, ttl, capacity) => {
          let at = 0;
          // A start of 0 is no start to it.
          const perf = { now: () => at + 1 };
          const real = new LRUCache<string, true>({ max: capacity, ttlResolution: 0, perf });
          const stream: CachedCall[] = [];
          const hits = steps.map(({ wait, ...call }) => {
            at += wait;
            stream.push({ ...call, at });
            const own = typeof ttl === 'number' ? ttl : ((ttl as Record<string, number>)[call.tool] ?? 0);
            if (own === 0) return false;
            const key = stringify([call.tool, call.tenant, call.args]);
            if (real.get(key) === true) return true;
            real.set(key, true, { ttl: own * 1000 });
            return false;
          });
          const simulated = simulateResultCache(stream, {}, { ttl, capacity });
          expect(simulated.steps.map(({ outcome }) => outcome === 'hit' || outcome === 'stale')).toEqual(hits);
          expect(simulated.total.hits).toBe(hits.filter(Boolean).length);
        },
      ),
      { numRuns: 300 },
    );
  });
});
