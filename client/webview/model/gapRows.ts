// What a run costs by the pause between its ticks: entries that live five minutes, an hour, and no cache at all.
import {
  type CatalogModel,
  type Money,
  type PromptPlan,
  profileRun,
  replan,
  runCost,
  type Scenario,
} from '../../../server/src/engine/profile/index.ts';

export interface GapRow {
  readonly seconds: number;
  readonly short: Money | undefined;
  readonly long: Money | undefined;
  readonly uncached: Money | undefined;
  readonly cheapest: 'short' | 'long' | 'uncached' | undefined;
}

const gaps = [5, 60, 240, 299, 301, 900, 1_800, 3_599, 3_601, 7_200];

/** With the user's own gap among them. */
export function gapRows(plan: PromptPlan, scenario: Scenario, model: CatalogModel): readonly GapRow[] {
  const all = [...new Set([...gaps, scenario.gapSeconds])].sort((a, b) => a - b);
  return all.map((seconds) => gapRow(plan, { ...scenario, gapSeconds: seconds }, model));
}

export function gapRow(plan: PromptPlan, scenario: Scenario, model: CatalogModel): GapRow {
  const costs = (['5m', '1h'] as const).map((ttl) => {
    const timeline = profileRun(replan(plan, { ttl }), scenario, model);
    return { cost: timeline.ticks.length === 0 ? undefined : runCost(timeline), uncached: timeline.uncached };
  });
  const short = costs[0]?.cost;
  const long = costs[1]?.cost;
  const uncached = costs[0]?.uncached;
  return { seconds: scenario.gapSeconds, short, long, uncached, cheapest: cheapestOf(short, long, uncached) };
}

function cheapestOf(
  short: Money | undefined,
  long: Money | undefined,
  uncached: Money | undefined,
): GapRow['cheapest'] {
  if (short === undefined || long === undefined || uncached === undefined) return undefined;
  if (uncached <= short && uncached <= long) return 'uncached';
  return short <= long ? 'short' : 'long';
}

/**
 * The shortest pause in whole seconds from which the hour is cheaper than five minutes, up to two hours. Undefined when there is none.
 */
export function breakEvenGap(plan: PromptPlan, scenario: Scenario, model: CatalogModel): number | undefined {
  const isLonger = (seconds: number): boolean => {
    const { short, long } = gapRow(plan, { ...scenario, gapSeconds: seconds }, model);
    return short !== undefined && long !== undefined && long < short;
  };
  let from = 0;
  let to = 3_599;
  if (!isLonger(to)) return undefined;
  // Entries only ever live for less of the run as pauses grow.
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2);
    if (isLonger(middle)) to = middle;
    else from = middle;
  }
  return to;
}
