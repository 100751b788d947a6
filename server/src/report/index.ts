// Door of the report room: what is known of calls and findings, in the shapes that people and editors read.
export { callAt } from './callAt.ts';
export { callMarkdown } from './callMarkdown.ts';
export { callName } from './callName.ts';
export { type Align, columns } from './columns.ts';
export { comparedModels } from './comparedModels.ts';
export {
  type CostChange,
  type CostDifference,
  compareCosts,
  dayChange,
  differenceMarkdown,
  differenceText,
} from './costDifference.ts';
export { byDayCost, type CostRow, costRow } from './costRow.ts';
export { costMarkdown, costText } from './costTable.ts';
export { counted } from './counted.ts';
export { describeVolatility } from './describeVolatility.ts';
export { escapeMarkdown } from './escapeMarkdown.ts';
export { type ExplainTextOptions, explainText } from './explainText.ts';
export { type LeversTextOptions, leversText } from './leversText.ts';
export { type MeasuredOptions, measuredLines } from './measuredText.ts';
export { findingFingerprint, mergeFindings } from './mergeFindings.ts';
export { messageMarkdown } from './messageMarkdown.ts';
export { type CallPair, pairCalls } from './pairCalls.ts';
export { patternText } from './patternText.ts';
export { type ProfilePageInput, profilePage } from './profilePage.ts';
export { type ProfileTextOptions, profileText, profileTitle } from './profileText.ts';
export { type PromptPlace, promptPlaces } from './promptPlaces.ts';
export type { PromptState } from './promptStates.ts';
export { type RecordingTextOptions, recordingText } from './recordingText.ts';
export { type RequestBody, requestBody } from './requestBody.ts';
export { ruleMarkdown } from './ruleMarkdown.ts';
export { cachedSegments, type SegmentRow, segmentRows } from './segmentRows.ts';
export { type SelectedEdits, safeFix, selectEdits } from './selectEdits.ts';
export { type StageResult, stageText } from './stageText.ts';
export { type Emphasis, plainStyle, type Style, terminalStyle } from './style.ts';
export { type VolatileSpan, volatileSpans } from './volatileSpans.ts';
