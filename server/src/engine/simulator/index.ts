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
export type { MissReason } from './diagnose.ts';
export { hashText } from './hash.ts';
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
