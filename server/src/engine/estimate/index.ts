// Door of the estimate room: tokens with their error, and exact prices.

export type { Money, TickUsage, TokenCount } from '../model/index.ts';
export { addUsage, hitRate, inputTokens, writtenTokens } from '../model/index.ts';
export { countClaudeRequest, toolPromptOf } from './claudeTokens.ts';
export type {
  CountableMessage,
  CountablePart,
  CountableRequest,
  CountableTool,
  JsonValue,
} from './countableRequest.ts';
export { countLayout, type LayoutTokens } from './countLayout.ts';
export type { Encoder, EncoderSource, Encoding } from './encoder.ts';
export { type EstimateInput, estimateCall } from './estimateCall.ts';
export { formatMoney, toDollars, toMicrodollars } from './formatMoney.ts';
export { formatRate, formatTokens } from './formatTokens.ts';
export { limitOutput, type OutputLimits, outputLimitsOf } from './limitOutput.ts';
export { type AppendedTurn, type BilledTurn, nextRequestTokens, turnOverhead } from './nextRequest.ts';
export { countOpenAiRequest } from './openaiTokens.ts';
export { breakEvenRequests, type GapPrices, priceGaps } from './priceGaps.ts';
export { priceRequest, type RequestPrices, type RequestShape } from './priceRequest.ts';
export {
  growingHistory,
  interpolatedHistory,
  priceRun,
  type RunCaching,
  type RunPrice,
  type RunShape,
  type RunTick,
  replayTax,
} from './priceRun.ts';
export {
  fullUsage,
  type PartialUsage,
  type PriceOptions,
  priceParts,
  priceTick,
  type TickPrice,
} from './priceTick.ts';
export { pythonJson } from './pythonJson.ts';
export type { RequestTokens } from './requestTokens.ts';
export { offeredService, type Service, serviceOf } from './serviceOf.ts';
export { estimated, exactly, noTokens, plus, sumTokens } from './tokenCount.ts';
export {
  createTokenCounter,
  encodingOf,
  roughTokenCounter,
  type TokenCounter,
} from './tokenCounter.ts';
export { toolNamespace } from './toolNamespace.ts';
export {
  goodHitRate,
  inputShare,
  longInputShare,
  manyTicks,
  slowToolShare,
  type TickProfile,
  tickMilliseconds,
  type Verdict,
  verdictOf,
  wallClock,
} from './verdict.ts';
export { verdictText } from './verdictText.ts';
