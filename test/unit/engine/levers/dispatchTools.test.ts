// Stage 4: tool calls of one tick, serial, parallel and through a pool, with what they need of each other; and speculation.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareDispatch,
  courseSpeculation,
  courseTick,
  type DispatchedTool,
  dispatchTools,
  speculate,
} from '../../../../server/src/engine/levers/index.ts';

const timetable = (...args: Parameters<typeof dispatchTools>) => {
  const made = dispatchTools(...args);
  if ('error' in made) throw new Error(made.error);
  return made;
};
const walls = (tools: readonly DispatchedTool[], pool?: number) => {
  const rows = compareDispatch(tools, pool);
  if ('error' in rows) throw new Error(rows.error);
  return rows.map(({ wall, saved }) => [wall, saved]);
};
/** The middle call needs the one above it. */
const chained = courseTick.map((tool, at) => (at === 1 ? { ...tool, needs: ['lookup_user'] } : tool));

describe('one tick', () => {
  test('300, 700 and 500 ms: 1,500 serial, 700 parallel, 800 saved', () => {
    expect(walls(courseTick)).toEqual([
      [1500, 0],
      [700, 800],
      [700, 800],
    ]);
  });

  test('the middle one dependent: 1,000 parallel, 500 saved', () => {
    expect(walls(chained)[1]).toEqual([1000, 500]);
    expect(timetable(chained, 'parallel').bars).toEqual([
      { name: 'lookup_user', start: 0, end: 300, lane: 0, cached: false },
      { name: 'lookup_history', start: 0, end: 500, lane: 1, cached: false },
      { name: 'lookup_balance', start: 300, end: 1000, lane: 0, cached: false },
    ]);
  });

  test('an answer that is kept takes its branch away', () => {
    const cached = courseTick.map((tool, at) => (at === 1 ? { ...tool, cached: true } : tool));
    expect(timetable(cached, 'parallel').wall).toBe(500);
    expect(timetable(cached, 'serial').wall).toBe(800);
    expect(timetable(cached, 'serial', 2).wall).toBe(802);
  });

  test('30 calls on a pool of 10 take three rounds', () => {
    const many = Array.from({ length: 30 }, (_, at) => ({ name: `call ${at}`, milliseconds: 200 }));
    expect(timetable(many, 10)).toMatchObject({ wall: 600, width: 10 });
    expect(walls(many)[2]?.[0]).toBe(Math.ceil(30 / 8) * 200);
  });

  test('fan-out and fan-in: three of 800 ms, 2.4 s in turn, 0.8 s at once; what gathers them waits for all', () => {
    const three = ['news', 'notes', 'calendar'].map((name) => ({ name, milliseconds: 800 }));
    expect(walls(three).map(([wall]) => wall)).toEqual([2400, 800, 800]);
    const gathered = [...three, { name: 'answer', milliseconds: 400, needs: three.map(({ name }) => name) }];
    expect(timetable(gathered, 'parallel').bars.at(-1)).toMatchObject({ name: 'answer', start: 800, end: 1200 });
  });

  test('one call gains nothing by being parallel', () => {
    expect(walls([{ name: 'only', milliseconds: 900 }])[1]).toEqual([900, 0]);
  });
});

describe('bad input', () => {
  test.each([
    [[{ name: 'a', milliseconds: 1, needs: ['b'] }], 'parallel', 'a needs b'],
    [
      [
        { name: 'a', milliseconds: 1, needs: ['b'] },
        { name: 'b', milliseconds: 1, needs: ['a'] },
      ],
      'parallel',
      'a, b wait for each other',
    ],
    [
      [
        { name: 'a', milliseconds: 1 },
        { name: 'a', milliseconds: 1 },
      ],
      'serial',
      'same name',
    ],
    [[{ name: 'a', milliseconds: -1 }], 'serial', '-1 milliseconds'],
    [[], 0, 'whole number'],
  ] as const)('%j', (tools, dispatch, words) => {
    const made = dispatchTools(tools, dispatch);
    expect('error' in made && made.error).toContain(words);
  });
});

test('parallel is never later than a pool, a pool never later than serial, and nothing starts before what it needs', () => {
  const tools = fc
    .array(
      fc.record({ milliseconds: fc.nat(500), needs: fc.array(fc.nat(9), { maxLength: 3 }), cached: fc.boolean() }),
      {
        maxLength: 10,
      },
    )
    .map((list) =>
      list.map(({ milliseconds, needs, cached }, at) => ({
        name: `t${at}`,
        milliseconds,
        cached,
        needs: needs.filter((one) => one < at).map((one) => `t${one}`),
      })),
    );
  fc.assert(
    fc.property(tools, (list) => {
      const [serial, parallel, one] = [timetable(list, 'serial'), timetable(list, 'parallel'), timetable(list, 1)];
      const pool = timetable(list, 3);
      expect(parallel.wall).toBeLessThanOrEqual(pool.wall);
      expect(pool.wall).toBeLessThanOrEqual(serial.wall);
      expect(one).toEqual(serial);
      expect(pool.width).toBeLessThanOrEqual(3);
      expect(serial.wall).toBe(list.reduce((sum, each) => sum + (each.cached ? 0 : each.milliseconds), 0));
      for (const bar of pool.bars) {
        for (const need of list.find(({ name }) => name === bar.name)?.needs ?? []) {
          expect(pool.bars.find(({ name }) => name === need)?.end).toBeLessThanOrEqual(bar.start);
        }
      }
    }),
  );
});

describe('speculation', () => {
  test('0.7 of 500 ms is a gain of 350 ms', () => {
    expect(speculate(courseSpeculation).gain).toBe(350);
  });

  test('expected waste, and the probability from which it pays', () => {
    const made = speculate(courseSpeculation);
    // 30% of $0.001 wasted; 70% of half a cent won.
    expect(made.waste).toBe(300_000_000n);
    expect(made.net).toBe(3_500_000_000n - 300_000_000n);
    expect(made.breakEven).toBeCloseTo(1 / 6, 5);
    const at = (probability: number) => speculate({ ...courseSpeculation, probability }).net;
    expect(at(made.breakEven + 0.001) > 0n).toBe(true);
    expect(at(made.breakEven - 0.001) < 0n).toBe(true);
  });

  test('running all five wastes four calls', () => {
    expect(speculate(courseSpeculation).all).toEqual({ gain: 500, waste: 4_000_000_000n, net: 1_000_000_000n });
  });

  test('time that is worth nothing is never bought', () => {
    expect(speculate({ ...courseSpeculation, millisecondWorth: 0n }).breakEven).toBe(Number.POSITIVE_INFINITY);
    expect(speculate({ ...courseSpeculation, cost: 0n }).breakEven).toBe(0);
  });
});
