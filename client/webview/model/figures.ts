// The figures of a prompt under a scenario: one tick uncached, cold and warm, the run, the day, and the hit rates.
import {
  addUsage,
  type CatalogModel,
  dayCost,
  hitRate,
  type Money,
  type PromptPlan,
  profileRun,
  runCost,
  type Scenario,
  type Timeline,
  writtenTokens,
} from '../../../server/src/engine/profile/index.ts';

export interface Figures {
  readonly uncached: Money | undefined;
  readonly cold: Money | undefined;
  readonly warm: Money | undefined;
  readonly run: Money | undefined;
  readonly uncachedRun: Money | undefined;
  readonly day: Money | undefined;
  /** Prompt hit rates, 0..1; undefined when nothing was sent. */
  readonly warmRate: number | undefined;
  readonly latestRate: number | undefined;
  readonly runRate: number | undefined;
  /** Undefined when nothing is written. */
  readonly readToWrite: number | undefined;
}

/** Long enough for the first answer to have come, shorter than any entry lives. */
const warmGapSeconds = 30;

export function figuresOf(plan: PromptPlan, scenario: Scenario, model: CatalogModel, timeline: Timeline): Figures {
  const { ticks } = timeline;
  const warm = warmTick(plan, scenario, model);
  const run = runCost(timeline);
  const whole = addUsage(ticks.map(({ usage }) => usage));
  const written = writtenTokens(whole);
  return {
    uncached: ticks[0]?.uncached,
    cold: ticks[0]?.cost,
    warm: warm?.cost,
    run: ticks.length === 0 ? undefined : run,
    uncachedRun: ticks.length === 0 ? undefined : timeline.uncached,
    day: run === undefined || ticks.length === 0 ? undefined : dayCost(run, scenario.tasksPerDay),
    warmRate: warm?.hitRate,
    latestRate: ticks.at(-1)?.hitRate,
    runRate: hitRate(whole),
    readToWrite: written === 0 ? undefined : whole.read / written,
  };
}

/** The same request once more, with nothing appended. */
function warmTick(plan: PromptPlan, scenario: Scenario, model: CatalogModel): Timeline['ticks'][number] | undefined {
  const again = { ...scenario, ticks: 2, gapSeconds: warmGapSeconds };
  return profileRun({ ...plan, grows: false }, again, model).ticks[1];
}
