// The profile that the advisor takes, from the plan of a model call and its simulated run.
import type { CatalogModel } from '../../catalog/index.ts';
import { limitOutput, offeredService } from '../../estimate/index.ts';
import type { Level, Scenario } from '../../model/index.ts';
import { blockTokens, type PromptPlan, type Timeline } from '../../profile/index.ts';
import type { AgentProfile } from './agentProfile.ts';

/** A conversation that grows and has tools is a loop over them. */
export function agentProfileOf(
  plan: PromptPlan,
  timeline: Timeline,
  scenario: Scenario,
  model: CatalogModel,
): AgentProfile {
  const of = (level: Level) => plan.blocks.filter((block) => block.level === level);
  const tokens = (level: Level): number => of(level).reduce((sum, block) => sum + blockTokens(block), 0);
  const toolCount = of('tools').length;
  return {
    model,
    service: offeredService(plan.service, model),
    ticks: timeline.ticks.map(({ usage }) => usage),
    tools: tokens('tools'),
    system: tokens('system'),
    stable: stableTokens(plan),
    appends: plan.grows && plan.isStable,
    reasoningTokens: limitOutput(plan.output, scenario, model).reasoningTokens,
    gapSeconds: scenario.gapSeconds,
    tasksPerDay: scenario.tasksPerDay,
    isLoop: plan.grows && toolCount > 0,
    toolCount,
  };
}

function stableTokens({ blocks }: PromptPlan): number {
  let stable = 0;
  for (const { level, segments } of blocks) {
    for (const { tokens, isRebuilt } of segments) {
      if (isRebuilt || level === 'messages') return stable;
      stable += tokens;
    }
  }
  return stable;
}
