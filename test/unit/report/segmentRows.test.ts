// The rows of the segment table: what counts as cached, and how a value's way is told.
import { expect, test } from 'vitest';
import type { AnalyzedCall, Mark, Segment, TokenCount } from '../../../server/src/engine/index.ts';
import { describeVolatility, segmentRows } from '../../../server/src/report/index.ts';

const place = { path: '/a.ts', start: 0, end: 1 };
const stable = { changes: 'never', varies: 'nobody', sureness: 'sure' } as const;
const count = (tokens: number): TokenCount => ({ tokens, low: tokens, high: tokens, method: 'estimate' });

function segment(index: number, more: Partial<Segment> = {}): Segment {
  return {
    index,
    level: 'system',
    role: 'system',
    block: index,
    kind: 'text',
    pieces: [{ kind: 'literal', text: `text ${index}`, place }],
    volatility: stable,
    presence: 'always',
    repeated: false,
    place,
    ...more,
  };
}

function call(segments: readonly Segment[], breakpoints: readonly number[], read: number): AnalyzedCall {
  const mark: Mark = { ttl: '5m', presence: 'always', place, automatic: false };
  return {
    layout: {
      blocks: [],
      segments,
      breakpoints: breakpoints.map((after) => ({ block: after - 1, after, mark })),
      stableSegments: segments.length,
    },
    estimate: {
      segments: segments.map(() => count(100)),
      breakpoints: breakpoints.map((after) => count(after * 100)),
      cachedPrefix: count(read),
    },
  } as unknown as AnalyzedCall;
}

const cached = (given: AnalyzedCall) => segmentRows(given).map((row) => row.cached);

test('with breakpoints, what stands before the last one that is read is cached', () => {
  const segments = [segment(0), segment(1), segment(2)];
  expect(cached(call(segments, [1, 3], 100))).toEqual([true, false, false]);
  expect(cached(call(segments, [1, 3], 300))).toEqual([true, true, true]);
  expect(cached(call(segments, [2], 0))).toEqual([false, false, false]);
});

test('without breakpoints, what the tokens of the cached prefix hold is cached', () => {
  expect(cached(call([segment(0), segment(1), segment(2)], [], 250))).toEqual([true, true, false]);
});

test('a breakpoint is shown in the row that it stands behind', () => {
  const rows = segmentRows(call([segment(0), segment(1)], [2], 200));
  expect(rows.map(({ breakpoint }) => breakpoint)).toEqual([undefined, '5m']);
});

test('the way of a value is told from its source, without repetition', () => {
  const steps = [
    { label: 'Date.now()', place },
    { label: 'buildSystem()', place },
  ];
  const source = { label: 'Date.now()', place, kind: 'clock', steps } as const;
  expect(segmentRows(call([segment(0, { source, kind: 'hole' })], [], 0))[0]?.why).toBe('Date.now() → buildSystem()');
});

test('a long literal is cut, and never inside a character', () => {
  const text = `${'🙂'.repeat(60)}\n\n  end`;
  const [row] = segmentRows(call([segment(0, { pieces: [{ kind: 'literal', text, place }] })], [], 0));
  expect(row?.why).toBe(`“${'🙂'.repeat(48)}…”`);
});

test.each([
  [stable, 'stable'],
  [{ ...stable, changes: 'call' }, 'every call'],
  [{ ...stable, varies: 'user' }, 'per user'],
  [{ changes: 'day', varies: 'tenant', sureness: 'likely' }, 'daily, per tenant, likely'],
  [{ ...stable, sureness: 'unknown' }, 'unknown'],
] as const)('%j reads %s', (volatility, words) => {
  expect(describeVolatility(volatility)).toBe(words);
});
