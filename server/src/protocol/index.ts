// Door of the protocol room: everything the client, the server, the page and the command line say to each other.
export type { AgentToolAnswer, AgentToolCall, AgentToolChange, AgentToolContext } from './agentToolCall.ts';
export { type AgentToolParams, agentToolRequest } from './agentToolRequest.ts';
export {
  type AgentToolInput,
  type AgentToolName,
  agentToolNames,
  agentTools,
  applyFixTool,
  editorToolName,
  usualCalls,
  usualCostRows,
  usualFindings,
} from './agentTools.ts';
export { type BaselineEntry, baselineSchema } from './baseline.ts';
export { type CommandId, commandIds } from './commandIds.ts';
export { type ConfigFile, configSchema } from './configFile.ts';
export { configFileName } from './configFileName.ts';
export { type DeclarationEntry, declarationEntries } from './declarationsSchema.ts';
export { type DiagnosticData, diagnosticDataSchema } from './diagnosticData.ts';
export { type FixActionData, fixActionDataSchema } from './fixActionData.ts';
export { type FixRuleParams, fixRuleCommand, fixRuleParamsSchema } from './fixRuleCommand.ts';
export { type GutterKind, type GutterParams, gutterNotification, type LineRange } from './gutterNotification.ts';
export { type InitializationOptions, initializationOptionsSchema } from './initializationOptions.ts';
export type { NotificationMessage, ParamsOf, RequestMessage, ResultOf } from './message.ts';
export { modelEntries } from './modelsSchema.ts';
export {
  type HostToPage,
  type KeptPage,
  type KeptRun,
  keptPageSchema,
  type NextStep,
  type PageScenario,
  type PageToHost,
  pageToHostSchema,
  type RunEvent,
  type RunProvider,
  runEventSchema,
} from './pageMessages.ts';
export { type ConfigProblem, type ParsedConfig, parseConfig, problemAt } from './parseConfig.ts';
export { type LockedCall, type LockedPart, prefixLockSchema } from './prefixLock.ts';
export {
  type ComparedModels,
  compareModelsRequest,
  type DocumentTextEdits,
  type FixEditsParams,
  fixEditsRequest,
  type MarkEditsParams,
  type MarkEditsResult,
  markEditsRequest,
  type PageBlock,
  type PageCacheRules,
  type PageFinding,
  type PageFix,
  type PageHole,
  type PageMark,
  type PageSegment,
  type PageTokens,
  type PartState,
  type ProfilePage,
  type ProfilePageParams,
  profilePageRequest,
  type SourceRange,
} from './profilePage.ts';
export {
  type Divergence,
  divergenceSchema,
  type ProfileRun,
  type ProfileTick,
  profileRunSchema,
  profileTickSchema,
  runFileLineSchema,
  sampleValuesSchema,
  type TickTokens,
  tickTokensSchema,
  unsavedTextsSchema,
} from './profileRun.ts';
export { defaultSettings, type ReadSettings, readSettings } from './readSettings.ts';
export {
  type RecordedRequest,
  type RecordingLine,
  recordedRequestSchema,
  recordingLineSchema,
} from './recording.ts';
export {
  type RecordedConversation,
  type RecordedMiss,
  type RecordedTick,
  type RecordingProfile,
  type RepeatedPlan,
  recordingProfileSchema,
} from './recordingProfile.ts';
export { type CallReport, type ReportParams, reportRequest } from './reportRequest.ts';
export { type ScenarioField, type ScenarioNumbers, scenarioEntries, scenarioFields } from './scenarioSchema.ts';
export { settingPrefix } from './settingPrefix.ts';
export {
  type SettingEntry,
  type SettingName,
  type SettingScope,
  type Settings,
  settingEntries,
  settingNames,
} from './settings.ts';
export { type RuleSeverity, severitySchema } from './severity.ts';
export { type StageNumber, stageInputSchemas } from './stageInputs.ts';
export { type StatusParams, statusNotification } from './statusNotification.ts';
export { type SpanRange, type VolatileParams, volatileNotification } from './volatileNotification.ts';
