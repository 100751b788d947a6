// Door of the profile room: a prompt as plain data, and its run through the simulated caches, tick by tick.

export type { CatalogModel } from '../catalog/index.ts';
export type { Money, Scenario, TickUsage } from '../model/index.ts';
export { addUsage, hitRate, inputTokens, writtenTokens } from '../model/index.ts';
export { courseAgent } from './courseAgent.ts';
export { dayCost } from './dayCost.ts';
export { type Packed, pack, unpack } from './packed.ts';
export { profileRun, type TickMiss, type Timeline, type TimelineTick } from './profileRun.ts';
export {
  blockTokens,
  isRolling,
  type PlanBlock,
  type PlanMark,
  type PlanSegment,
  type PromptPlan,
  tailTokens,
} from './promptPlan.ts';
export { type PlanChange, replan } from './replan.ts';
export { runCost } from './runCost.ts';
export { runVerdict } from './runVerdict.ts';
export { whyNoMark } from './whyNoMark.ts';
