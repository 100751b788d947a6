// The profile for programs: one JSON document with the calls, their prices by tick, by run and by day, in dollars.
import {
  type AnalyzedCall,
  addUsage,
  dayCost,
  type Engine,
  hitRate,
  type Money,
  runCost,
  type Scenario,
} from '../engine/index.ts';
import type { ProfileRun } from '../protocol/index.ts';
import { segmentRows } from '../report/index.ts';
import { relativeUri } from './reporters/relativeUri.ts';

export interface ProfiledCall {
  readonly call: AnalyzedCall;
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly scenario: Scenario;
  /** Model to price instead of the one in the source. */
  readonly model?: string;
  /** What was billed when it was sent. */
  readonly measured?: ProfileRun;
}

const picodollars = 1e12;

export function profileJson(engine: Engine, profiled: readonly ProfiledCall[], base: string): string {
  const document = { version: 1, base, calls: profiled.map((each) => profiledObject(engine, each, base)) };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** Money in dollars. */
export function profiledObject(
  engine: Engine,
  { call, path, line, scenario, model, measured }: ProfiledCall,
  base: string,
) {
  const { estimate } = call;
  const timeline = engine.timeline(call, scenario, model);
  const sources = engine.priceSources(call);
  return {
    file: relativeUri(base, path),
    line,
    callee: call.call.site.callee.label,
    model: timeline?.model ?? estimate.model,
    modelAssumed: estimate.modelAssumed,
    input: estimate.input,
    // Prices of the model in the source; another one that was asked for is priced in `run`.
    tick: {
      uncached: dollars(estimate.uncached),
      cold: dollars(estimate.cold),
      warm: dollars(estimate.warm),
      hitRate: estimate.hitRate,
    },
    ...(timeline === undefined ? {} : runObjects(timeline, scenario)),
    ...(measured === undefined ? {} : { measured }),
    segments: segmentRows(call),
    assumptions: estimate.assumptions,
    ...(sources.length === 0 ? {} : { prices: sources }),
  };
}

function runObjects(timeline: NonNullable<ReturnType<Engine['timeline']>>, { tasksPerDay }: Scenario) {
  const { ticks, uncached, refused } = timeline;
  const cost = runCost(timeline);
  const latest = ticks.at(-1)?.usage;
  return {
    run: {
      ticks: ticks.length,
      cost: dollars(cost),
      uncached: dollars(uncached),
      hitRate: hitRate(addUsage(ticks.map(({ usage }) => usage))),
      latestHitRate: latest === undefined ? undefined : hitRate(latest),
      refused,
    },
    day: { runs: tasksPerDay, cost: cost === undefined ? undefined : dollars(dayCost(cost, tasksPerDay)) },
  };
}

function dollars(money: Money | undefined): number | undefined {
  return money === undefined ? undefined : Number(money) / picodollars;
}
