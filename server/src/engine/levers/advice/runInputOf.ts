// The stages of a run with the user's own figures: a profile in the form that they take.
import { inputTokens } from '../../model/index.ts';
import { latencyOf } from '../../simulator/index.ts';
import type { PlacementInput } from '../stages/comparePlacements.ts';
import type { RunProfileInput } from '../stages/runProfile.ts';
import type { AgentProfile } from './agentProfile.ts';
import type { Assumptions } from './assumptions.ts';
import { cachedNow } from './cachedNow.ts';
import { dollars } from './dollars.ts';

export interface StageInputs {
  readonly run: RunProfileInput;
  readonly placement: PlacementInput;
}

/** Undefined for a profile without ticks. What was recorded as one prompt counts as its system prompt. */
export function runInputOf(profile: AgentProfile, assume: Assumptions): StageInputs | undefined {
  const { ticks, gapSeconds, isLoop } = profile;
  const first = ticks[0];
  if (first === undefined) return undefined;
  const tools = profile.tools ?? 0;
  const system = profile.system ?? Math.max(0, profile.stable - tools);
  const history = ticks.map((usage, at): readonly [number, number] => [
    at + 1,
    Math.max(0, inputTokens(usage) - tools - system),
  ]);
  const shape = { ticks: ticks.length, tools, system, history, output: first.output, gapSeconds };
  const model = ticks.reduce((sum, usage) => sum + latencyOf(usage).totalMilliseconds, 0) / ticks.length;
  return {
    run: {
      ...shape,
      caching: cachedNow(profile).caching,
      modelMilliseconds: Math.round(model),
      toolMilliseconds: isLoop ? [assume.toolMilliseconds] : [],
      overheadMilliseconds: 0,
      toolCost: isLoop ? dollars(assume.toolCost) : 0n,
    },
    placement: { ...shape, toolsChange: false, systemChanges: false },
  };
}
