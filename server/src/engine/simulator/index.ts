// Door of the simulator room: the prompt cache as a pure function of state, request and time.

export type { Money, TickUsage } from '../model/index.ts';
export { addUsage, hitRate, inputTokens, writtenTokens } from '../model/index.ts';
export {
  type CacheEntry,
  type CacheState,
  emptyCache,
  type RequestTrace,
  type TraceUnit,
} from './cacheState.ts';
export {
  type CachePoint,
  type ConverseBlock,
  type ConverseOptions,
  type ConverseRequest,
  type ConverseUsage,
  converseUsage,
  simulateConverse,
} from './converse.ts';
export type { MissReason } from './diagnose.ts';
export type { OpenAiMissReason } from './diagnoseOpenAi.ts';
export {
  createGeminiCache,
  defaultGeminiOptions,
  emptyGeminiCache,
  extendGeminiCache,
  type GeminiCacheRequest,
  type GeminiDiagnostics,
  type GeminiError,
  type GeminiOptions,
  type GeminiPart,
  type GeminiRequest,
  type GeminiState,
  geminiTokenHours,
  type SimulatedGemini,
  simulateGemini,
} from './gemini.ts';
export { hashText } from './hash.ts';
export { defaultLatency, type Latency, type LatencyModel, latencyOf } from './latency.ts';
export { type Boundaries, type Boundary, boundariesOf } from './openAiBoundaries.ts';
export { defaultOpenAiOptions, type OpenAiOptions } from './openAiOptions.ts';
export type {
  OpenAiAddress,
  OpenAiMessage,
  OpenAiParams,
  OpenAiPart,
  OpenAiTtl,
  OpenAiWireRequest,
} from './openAiRequest.ts';
export { emptyOpenAiCache, type OpenAiEntry, type OpenAiState, type OpenAiTrace } from './openAiState.ts';
export { type ApiError, type PlacedMark, placeMarks } from './placeMarks.ts';
export {
  type BlockUnit,
  type ParamName,
  type ParamUnit,
  type Prefix,
  renderPrefix,
  type Unit,
} from './renderPrefix.ts';
export {
  type BreakpointReport,
  type CacheDiagnostics,
  type Refused,
  type Simulated,
  simulateAnthropic,
} from './simulateAnthropic.ts';
export { type OpenAiDiagnostics, type SimulatedOpenAi, simulateOpenAi } from './simulateOpenAi.ts';
export { type AnthropicOptions, defaultAnthropicOptions } from './simulatorOptions.ts';
export { agentGrowth, simulateTimeline, type Timeline, type TimelineScenario, type TimelineTick } from './timeline.ts';
export type {
  BlockAddress,
  MarkTtl,
  WireBlock,
  WireLevel,
  WireMark,
  WireMessage,
  WireOverhead,
  WireParams,
  WireRequest,
} from './wireRequest.ts';
