// The run through caches that find the longest prefix by themselves, as far as is known of them.
import type { CatalogModel } from '../catalog/index.ts';
import { fullUsage, growingHistory, priceRun } from '../estimate/index.ts';
import type { Scenario } from '../model/index.ts';
import type { SimulatedRun } from './profileRun.ts';
import type { PromptPlan } from './promptPlan.ts';
import { resultTokens } from './resultTokens.ts';

export function prefixRun(plan: PromptPlan, model: CatalogModel, scenario: Scenario): SimulatedRun {
  const stable = plan.cachedTokens;
  const first = plan.inputTokens - stable;
  const growth = plan.grows ? scenario.outputTokens + resultTokens(model, scenario) : 0;
  const history =
    plan.growth === undefined || !plan.grows
      ? growingHistory(scenario.ticks, first, growth)
      : explicitHistory(scenario.ticks, first, plan.growth);
  const isWhole = plan.isStable && plan.grows;
  const caching = stable === 0 && !isWhole ? 'none' : isWhole ? 'rolling' : 'prefix';
  const run = priceRun(model, {
    stable,
    history,
    output: scenario.outputTokens,
    caching,
    gapSeconds: scenario.gapSeconds,
  });
  const usages = run
    ? run.ticks.map((tick) => tick.usage)
    : history.map((tokens) => fullUsage({ fresh: stable + tokens, output: scenario.outputTokens }));
  return { ticks: usages.map((usage) => ({ usage })) };
}

function explicitHistory(ticks: number, first: number, growth: readonly number[]): readonly number[] {
  let tokens = first;
  return Array.from({ length: ticks }, (_, tick) => {
    if (tick > 0) tokens += growth[tick - 1] ?? growth.at(-1) ?? 0;
    return tokens;
  });
}
