// Door of the engine: one analysis feeds every surface.
export type { AnalyzeSettings } from './analyze.ts';
export {
  createEngine,
  type Engine,
  type EngineResources,
  type EngineSettings,
  type RuleInfo,
  type Snapshot,
} from './createEngine.ts';
export { type EngineBasics, engineBasics } from './engineBasics.ts';
export {
  createTokenCounter,
  type Encoder,
  type EncoderSource,
  type Encoding,
  formatMoney,
  roughTokenCounter,
  type TokenCounter,
  verdictOf,
  verdictText,
} from './estimate/index.ts';

export type { FrontMatterChoice, FrontMatterProblem, FrontMatterText } from './frontMatter/index.ts';
export { type FrontMatterHelp, frontMatterHelp } from './frontMatterHelp.ts';
export { isAnalysable } from './isAnalysable.ts';
export { languageOf } from './languages/index.ts';
export {
  type Advised,
  type AgentCallsInput,
  type AgentProfile,
  type Assumptions,
  adviseOn,
  agentCounts,
  agentProfileOf,
  type Batcher,
  type BatchingComparison,
  type CachedCall,
  type CachedTool,
  compareBatching,
  compareDispatch,
  comparePlacements,
  courseAgents,
  courseBatcher,
  courseDownstream,
  coursePlacement,
  courseRun,
  courseStream,
  courseTick,
  type DispatchedTool,
  type DispatchRow,
  type Downstream,
  defaultAssumptions,
  dollars,
  type PlacementComparison,
  type PlacementInput,
  type ResultCacheOptions,
  type RunProfile,
  type RunProfileInput,
  resolveModel,
  runInputOf,
  runParts,
  runProfile,
  type SimulatedResultCache,
  simulateResultCache,
} from './levers/index.ts';
export * from './model/index.ts';
export {
  dayCost,
  type Packed,
  type PlanChange,
  type PromptPlan,
  pack,
  profileRun,
  replan,
  runCost,
  runVerdict,
  type Timeline,
  type TimelineTick,
  unpack,
} from './profile/index.ts';
export type { CallPlan, ComparedPlans, MarkPlace, Profiling } from './profiling.ts';
export * from './prompts/index.ts';
export type { SampledBody, SampledUnit, SampleValues } from './sampleBody.ts';
export { sampleValuesOf } from './sampleBody.ts';
export { isWorthScanning } from './scan/index.ts';
export {
  type CacheState,
  emptyCache,
  emptyOpenAiCache,
  hashText,
  type Latency,
  type LatencyModel,
  latencyOf,
  type MissReason,
  type OpenAiMissReason,
  type OpenAiState,
} from './simulator/index.ts';
export { applyEdits, type Edit, LineIndex, type LinePosition, type Place, type Span } from './text/index.ts';
export {
  type BodyError,
  createProviderSimulator,
  filler,
  isBodyError,
  isObject,
  type JsonObject,
  listOf,
  objectOf,
  type ProviderSimulator,
  type SampleApi,
  type SimulatedClaudeRequest,
  type SimulatedOpenAiRequest,
  textOf,
} from './wire/index.ts';
