// Door of the levers room: what a run costs part by part, what each lever does to it, and which of them pay.
export { resolveModel } from '../catalog/index.ts';
export { formatMoney, toDollars, type Verdict, verdictText } from '../estimate/index.ts';
export type { Money, TickUsage } from '../model/index.ts';
export { type Freshness, freshnessOf } from '../model/index.ts';
export { type Advice, type AdviceOptions, type Advised, adviseOn, type SilentLever } from './advice/adviseOn.ts';
export type { AgentProfile } from './advice/agentProfile.ts';
export { agentProfileOf } from './advice/agentProfileOf.ts';
export { type Assumptions, defaultAssumptions } from './advice/assumptions.ts';
export { dollars } from './advice/dollars.ts';
export { leverList } from './advice/leverList.ts';
export { type OrchestratorMode, orchestratorModes } from './advice/orchestratorModes.ts';
export { runInputOf, type StageInputs } from './advice/runInputOf.ts';
export { situationOf } from './advice/situation.ts';
export { type AgentCallsInput, agentCalls, courseAgents } from './stages/agentCalls.ts';
export { canonicalJson, type Json } from './stages/canonicalJson.ts';
export { agentCounts, type BatchingComparison, type BatchingRow, compareBatching } from './stages/compareBatching.ts';
export { compareDispatch, type DispatchRow } from './stages/compareDispatch.ts';
export {
  comparePlacements,
  coursePlacement,
  type Placement,
  type PlacementComparison,
  type PlacementInput,
  type PlacementRow,
  placements,
} from './stages/comparePlacements.ts';
export { courseStream } from './stages/courseStream.ts';
export {
  type Bar,
  courseTick,
  type Dispatch,
  type DispatchError,
  type DispatchedTool,
  dispatchTools,
  type Timetable,
} from './stages/dispatchTools.ts';
export { historyAt } from './stages/historyAt.ts';
export { type RefinementInput, type RefinementTokens, refinementTokens } from './stages/refinementTokens.ts';
export { type KeyContract, type KeyedCall, resultCacheKey, soundContract } from './stages/resultCacheKey.ts';
export {
  courseRun,
  type RunPart,
  type RunProfile,
  type RunProfileInput,
  type RunProfileTick,
  runParts,
  runProfile,
} from './stages/runProfile.ts';
export { seededRandom } from './stages/seededRandom.ts';
export {
  type Batch,
  type BatchedCall,
  type BatchedResult,
  type Batcher,
  courseBatcher,
  courseDownstream,
  type Downstream,
  type FlushReason,
  type SimulatedBatching,
  simulateBatching,
} from './stages/simulateBatching.ts';
export {
  type CachedCall,
  type CachedTool,
  type CacheOutcome,
  type CacheRow,
  type CacheStep,
  type ResultCacheOptions,
  type SimulatedResultCache,
  simulateResultCache,
} from './stages/simulateResultCache.ts';
export { courseSpeculation, type Speculation, type SpeculationInput, speculate } from './stages/speculate.ts';
