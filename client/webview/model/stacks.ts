// The ticks of a run as numbers to draw: stacked parts, the uncached twin, hit rates and running totals, in tokens or dollars.
import { toDollars } from '../../../server/src/engine/estimate/index.ts';
import { inputTokens, type TimelineTick } from '../../../server/src/engine/profile/index.ts';
import { type BilledPart, partsOf } from './billedParts.ts';

export interface Stacks {
  readonly parts: readonly BilledPart[];
  /** Lower and upper edge of each part, by part and tick. */
  readonly edges: readonly (readonly (readonly [number, number])[])[];
  /** The same ticks without a cache; in tokens they are as high as the stacks. */
  readonly uncached: readonly number[];
  /** 0..1; undefined where nothing was sent. */
  readonly rates: readonly (number | undefined)[];
  /** Dollars so far, as it stands and uncached. Undefined without prices. */
  readonly totals: readonly number[] | undefined;
  readonly uncachedTotals: readonly number[] | undefined;
  readonly most: number;
}

export function stacksOf(ticks: readonly TimelineTick[], unit: 'tokens' | 'dollars'): Stacks {
  const parts = partsOf(ticks.map(({ usage }) => usage));
  const tops = ticks.map(() => 0);
  const edges = parts.map((part) =>
    ticks.map((tick, at): readonly [number, number] => {
      const from = tops[at] ?? 0;
      const to = from + valueIn(part, tick, unit);
      tops[at] = to;
      return [from, to];
    }),
  );
  const uncached = ticks.map(({ usage, uncached: cost }) =>
    unit === 'tokens' ? inputTokens(usage) + usage.output : toDollars(cost ?? 0n),
  );
  return {
    parts,
    edges,
    uncached,
    rates: ticks.map(({ hitRate }) => hitRate),
    totals: runningTotal(ticks.map(({ cost }) => cost)),
    uncachedTotals: runningTotal(ticks.map(({ uncached: cost }) => cost)),
    most: Math.max(...tops, ...uncached, Number.MIN_VALUE),
  };
}

function valueIn(part: BilledPart, { usage, costs }: TimelineTick, unit: 'tokens' | 'dollars'): number {
  if (unit === 'tokens') return part.tokens(usage);
  return costs === undefined ? 0 : toDollars(part.cost(costs));
}

function runningTotal(costs: readonly (bigint | undefined)[]): readonly number[] | undefined {
  let total = 0n;
  const totals: number[] = [];
  for (const cost of costs) {
    if (cost === undefined) return undefined;
    total += cost;
    totals.push(toDollars(total));
  }
  return totals;
}
