// Stage 5: batches by window, by size and by both; who waits, what it costs; and the same batches as a dataloader makes.
import DataLoader from 'dataloader';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  agentCalls,
  type BatchedCall,
  type Batcher,
  compareBatching,
  courseAgents,
  courseBatcher,
  courseDownstream,
  seededRandom,
  simulateBatching,
} from '../../../../server/src/engine/levers/index.ts';

const every = (milliseconds: number, count: number): readonly BatchedCall[] =>
  Array.from({ length: count }, (_, at) => ({ at: at * milliseconds, caller: `c${at}`, id: `i${at}` }));
const plain = { ...courseDownstream, connections: Number.POSITIVE_INFINITY, itemMilliseconds: 0 };
const batch = (calls: readonly BatchedCall[], batcher: Batcher = courseBatcher) =>
  simulateBatching(calls, batcher, plain);

describe('when a batch leaves', () => {
  test('by window: ten milliseconds after its first call', () => {
    const made = batch(every(2, 7));
    expect(made.batches.map(({ opened, flushed, reason, calls }) => [opened, flushed, reason, calls.length])).toEqual([
      [0, 10, 'window', 5],
      [10, 20, 'window', 2],
    ]);
    expect(made.results.map(({ milliseconds }) => milliseconds)).toEqual([18, 16, 14, 12, 10, 18, 16]);
  });

  test('by size alone: when it is full, the rest at the end', () => {
    const made = batch(every(30, 5), { size: 2 });
    expect(made.batches.map(({ flushed, reason }) => [flushed, reason])).toEqual([
      [30, 'size'],
      [90, 'size'],
      [120, 'end'],
    ]);
  });

  test('hybrid of 10 ms and 64: 50 calls at 5,000 a second leave on the window, 64 at 10,000 on the size', () => {
    const first = (perSecond: number) => batch(every(1000 / perSecond, 200)).batches[0];
    expect(first(5000)).toMatchObject({ reason: 'window', flushed: 10 });
    expect(first(5000)?.calls.length).toBe(50);
    expect(first(10_000)).toMatchObject({ reason: 'size' });
    expect(first(10_000)?.calls.length).toBe(64);
    expect(first(50)?.calls.length).toBe(1);
  });

  test('p50, p99, mean size and reasons are those of its batches', () => {
    const made = batch(every(2, 100));
    expect(made).toMatchObject({
      requests: 20,
      meanSize: 5,
      p50: 14,
      p99: 18,
      reasons: { window: 20, size: 0, end: 0 },
    });
    expect(made.cost).toBe(20n * plain.requestCost + 100n * plain.itemCost);
  });
});

describe('agents', () => {
  const agents = (count: number) => agentCalls({ ...courseAgents, callsPerAgent: 100, agents: count });
  const run = (count: number, batcher: Batcher = courseBatcher) =>
    simulateBatching(agents(count), batcher, courseDownstream);

  test('from 4 to 25 agents the price of a run falls while p99 stays nearly flat', () => {
    const { rows } = compareBatching([4, 8, 16, 25], courseAgents, courseBatcher, courseDownstream);
    const prices = rows.map(({ perRun }) => Number(perRun.batched));
    expect(prices).toEqual([...prices].sort((a, b) => b - a));
    expect((prices[3] ?? 1) / (prices[0] ?? 1)).toBeLessThan(0.6);
    expect(new Set(rows.map(({ perRun }) => perRun.single))).toEqual(new Set([10n * 101_000_000n]));
    // Ten calls of each agent, answered no later than the window and a request take.
    expect(Math.max(...rows.map(({ batched }) => batched.p99))).toBeLessThan(10 + 8 + 4);
  });

  test('at 2 agents p99 rises: the window waits for company that does not come', () => {
    const wide: Batcher = { windowMilliseconds: 100, size: 16 };
    expect(run(2, wide).p99).toBeGreaterThan(run(25, wide).p99);
    expect(run(2).p99).toBeGreaterThan(simulateBatching(agents(2), { size: 1 }, courseDownstream).p99);
  });

  test('below the cross-over batching makes the mean call later, above it sooner', () => {
    const { crossOver, rows } = compareBatching(
      [2, 8, 16, 32, 48, 64, 96],
      courseAgents,
      courseBatcher,
      courseDownstream,
    );
    const later = rows.filter(({ batched, single }) => batched.mean > single.mean).map(({ agents: count }) => count);
    expect(later).toContain(2);
    expect(later).not.toContain(96);
    expect(crossOver?.agents).toBeGreaterThan(Math.max(...later));
    expect(crossOver?.callsPerSecond).toBe((crossOver?.agents ?? 0) * 10);
  });

  test('the same seed gives the same calls, another one others', () => {
    expect(agents(4)).toEqual(agents(4));
    expect(agentCalls({ ...courseAgents, callsPerAgent: 100, agents: 4, seed: 2 })).not.toEqual(agents(4));
    const next = seededRandom(7);
    const drawn = Array.from({ length: 2000 }, next);
    expect(drawn.every((one) => one >= 0 && one < 1)).toBe(true);
    expect(drawn.reduce((sum, one) => sum + one, 0) / 2000).toBeCloseTo(0.5, 1);
  });
});

describe('what goes wrong', () => {
  const bad = every(1, 8).map((call, at) => (at === 2 ? { ...call, bad: true } : call));
  const outcomes = (onBadId: 'item' | 'split' | 'batch') =>
    simulateBatching(bad, courseBatcher, { ...plain, onBadId }).results.map(({ outcome }) => outcome);

  test('one bad id does not poison its batch', () => {
    const alone = bad.map((call) => (call.bad === true ? 'failed' : 'answered'));
    expect(outcomes('item')).toEqual(alone);
    expect(simulateBatching(bad, courseBatcher, plain).requests).toBe(1);
    expect(outcomes('split')).toEqual(alone);
    expect(outcomes('batch')).toEqual(bad.map(() => 'failed'));
  });

  test('splitting asks again in halves, and costs what it asks', () => {
    const made = simulateBatching(bad, courseBatcher, { ...plain, onBadId: 'split' });
    // 8, then 4 + 4, then 2 + 2, then 1 + 1.
    expect(made.requests).toBe(7);
    expect(made.cost).toBe(7n * plain.requestCost + BigInt(8 + 8 + 4 + 2) * plain.itemCost);
  });

  test('a cancelled caller leaves its batch, and the others get their answers', () => {
    const calls = every(1, 4).map((call, at) => (at === 1 ? { ...call, cancelledAt: 5 } : call));
    const made = batch(calls);
    expect(made.batches[0]?.calls).toEqual([0, 2, 3]);
    expect(made.results.map(({ outcome }) => outcome)).toEqual(['answered', 'cancelled', 'answered', 'answered']);
    const late = batch(every(1, 2).map((call) => ({ ...call, cancelledAt: 15 })));
    expect(late.results).toEqual([
      { outcome: 'cancelled', batch: 0 },
      { outcome: 'cancelled', batch: 0 },
    ]);
    expect(batch([{ at: 0, caller: 'c', id: 'i', cancelledAt: 3 }]).batches).toEqual([]);
  });
});

describe('beside a dataloader', () => {
  afterEach(() => void vi.useRealTimers());

  /** Loads each call at its moment on a virtual clock; what the loader asked for, and when. */
  async function load(calls: readonly BatchedCall[], batcher: Batcher) {
    vi.useFakeTimers();
    const start = Date.now();
    const asked: { at: number; ids: readonly string[] }[] = [];
    const { windowMilliseconds: window = 0, size, leavesWhenFull = true } = batcher;
    let flushNow = (): void => {};
    let open = 0;
    const loader = new DataLoader<string, string>(
      (ids) => {
        asked.push({ at: Date.now() - start, ids: [...ids] });
        return Promise.resolve(ids.map((id) => (id.startsWith('bad') ? new Error(id) : `answer ${id}`)));
      },
      {
        cache: false,
        ...(size === undefined ? {} : { maxBatchSize: size }),
        batchScheduleFn: (flush) => {
          open = 0;
          const timer = setTimeout(flush, window);
          flushNow = () => {
            clearTimeout(timer);
            flush();
          };
        },
      },
    );
    const answers = calls.map(
      ({ at, id }) =>
        new Promise<string>((resolve) => {
          setTimeout(() => {
            loader.load(id).then(resolve, (error: Error) => resolve(`failed ${error.message}`));
            open++;
            if (leavesWhenFull && open === size) flushNow();
          }, at);
        }),
    );
    await vi.runAllTimersAsync();
    vi.useRealTimers();
    return { asked, answers: await Promise.all(answers) };
  }

  const streams = fc
    .array(fc.record({ wait: fc.nat(12), bad: fc.boolean() }), { minLength: 1, maxLength: 50 })
    .map((list) => {
      // Odd moments against an even window: what happens first at the same millisecond is nobody's promise.
      let at = 1;
      return list.map(({ wait, bad }, index): BatchedCall => {
        at += wait * 2;
        return { at, caller: `c${index}`, id: `${bad ? 'bad' : 'good'} ${index}`, bad };
      });
    });

  test.each([
    ['window', { windowMilliseconds: 9 }],
    ['window, split by size', { windowMilliseconds: 9, size: 3, leavesWhenFull: false }],
    ['hybrid', { windowMilliseconds: 9, size: 4 }],
  ] as const)('%s: the same batches at the same moments, and each caller its own answer', async (_, batcher) => {
    await fc.assert(
      fc.asyncProperty(streams, async (calls) => {
        const { asked, answers } = await load(calls, batcher);
        const made = batch(calls, batcher);
        expect(
          made.batches.map(({ flushed, calls: members }) => ({ at: flushed, ids: members.map((at) => calls[at]?.id) })),
        ).toEqual(asked);
        expect(made.results.map(({ outcome }, at) => `${outcome} ${calls[at]?.id}`)).toEqual(
          answers.map((answer) => answer.replace(/^answer/, 'answered')),
        );
      }),
      { numRuns: 60 },
    );
  });
});
