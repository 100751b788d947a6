// The run of a prompt, tick by tick, through the simulated cache: what each tick reads, writes and sends afresh, its price, and why it missed.
import { type CatalogModel, cacheFactsOf, openAiSettingsOf } from '../catalog/index.ts';
import { limitOutput, offeredService, priceParts, priceTick } from '../estimate/index.ts';
import { hitRate, inputTokens, type Level, type Money, type Scenario, type TickUsage } from '../model/index.ts';
import { claudeRun } from './claudeRun.ts';
import { openAiRun } from './openAiRun.ts';
import { prefixRun } from './prefixRun.ts';
import type { PromptPlan } from './promptPlan.ts';

/** Why a tick did not read what an earlier one had cached. */
export interface TickMiss {
  /** The provider's own word, or one of the simulator's few more. */
  readonly reason: string;
  /** Tokens that stood in the cache and were not read. */
  readonly tokens?: number;
  /** First block that differs, index into the plan's blocks; its length and more are what earlier ticks appended. */
  readonly block?: number;
  readonly level?: Level;
}

/** What one tick is billed, before prices. */
export interface RunTick {
  readonly usage: TickUsage;
  readonly miss?: TickMiss;
}

export interface SimulatedRun {
  readonly ticks: readonly RunTick[];
  /** The provider refuses the request: its words. The ticks end before it. */
  readonly refused?: string;
}

export interface TimelineTick extends RunTick {
  /** 0..1; undefined when nothing was sent. */
  readonly hitRate: number | undefined;
  /** Undefined when no price is known. */
  readonly cost: Money | undefined;
  readonly outputCost: Money | undefined;
  /** What each kind of token comes to. */
  readonly costs: Readonly<Record<keyof TickUsage, Money>> | undefined;
  /** The same tick without a cache. */
  readonly uncached: Money | undefined;
}

export interface Timeline {
  /** Catalog id of the model that the run is priced with. */
  readonly model: string | undefined;
  /** Output tokens of a tick: the scenario's, or the request's own limit when that is smaller. */
  readonly outputTokens: number;
  readonly ticks: readonly TimelineTick[];
  /** The whole run without a cache. */
  readonly uncached: Money | undefined;
  readonly refused?: string;
}

/** `scenario.outputTokens` is the scenario's own: the limits of the request are applied here. */
export function profileRun(plan: PromptPlan, wanted: Scenario, model: CatalogModel): Timeline {
  const scenario = limitOutput(plan.output, wanted, model);
  const settings = openAiSettingsOf(model);
  const run =
    settings !== undefined
      ? openAiRun(plan, model, scenario, settings)
      : cacheFactsOf(model).needsMark
        ? claudeRun(plan, model, scenario)
        : prefixRun(plan, model, scenario);
  const options = { service: offeredService(plan.service, model) };
  let uncached: Money | undefined = 0n;
  const ticks = run.ticks.map((tick): TimelineTick => {
    const { usage } = tick;
    const plain = priceTick(model, { fresh: inputTokens(usage), output: usage.output }, options);
    uncached = uncached === undefined || plain === undefined ? undefined : uncached + plain;
    const parts = priceParts(model, usage, options);
    return {
      ...tick,
      hitRate: hitRate(usage),
      cost: parts?.total,
      outputCost: parts?.output,
      costs: parts?.kinds,
      uncached: plain,
    };
  });
  return {
    model: model.rates === undefined ? undefined : model.id,
    outputTokens: scenario.outputTokens,
    ticks,
    uncached,
    ...(run.refused === undefined ? {} : { refused: run.refused }),
  };
}
