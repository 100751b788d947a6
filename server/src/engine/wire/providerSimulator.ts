// A provider's cache on real request bodies: reads the body, simulates the request, times it, and prices it. Pure like all below it.
import { openAiSettingsOf, type ResolvedModel, resolveModel, simulatorSettingsOf } from '../catalog/index.ts';
import { priceTick, type TokenCounter } from '../estimate/index.ts';
import type { Money, TickUsage } from '../model/index.ts';
import {
  type AnthropicOptions,
  type ApiError,
  type CacheState,
  type Latency,
  type LatencyModel,
  latencyOf,
  type MissReason,
  type OpenAiMissReason,
  type OpenAiOptions,
  type OpenAiState,
  simulateAnthropic,
  simulateOpenAi,
} from '../simulator/index.ts';
import { type BodyError, isBodyError } from './bodyError.ts';
import { type ReadMessages, readMessages } from './readMessages.ts';
import { type ReadOpenAi, readChat, readResponses } from './readOpenAi.ts';

/** What is known of a request besides its body. Times in milliseconds on the caller's clock. */
export interface RequestContext {
  readonly id: string;
  readonly time: number;
  /** Whose cache it is. */
  readonly isolation: string;
  /** Tokens of the answer: they are billed, and a pre-warming request has none. */
  readonly outputTokens: number;
  /** An earlier request to compare with, for the reason of a miss. */
  readonly previousId?: string;
  readonly latency?: LatencyModel;
}

export interface SimulatedRequest<Reason, State> {
  readonly model: string;
  readonly usage: TickUsage;
  readonly missReason: Reason | undefined;
  readonly latency: Latency;
  readonly state: State;
  readonly inputTokens: number;
  readonly bestEffort: boolean;
}

export type SimulatedClaudeRequest = SimulatedRequest<MissReason, CacheState>;
export type SimulatedOpenAiRequest = SimulatedRequest<OpenAiMissReason, OpenAiState>;

export interface ProviderSimulator {
  readonly messages: (
    state: CacheState,
    body: unknown,
    context: RequestContext,
    options?: Partial<AnthropicOptions>,
  ) => SimulatedClaudeRequest | BodyError;
  readonly chat: (
    state: OpenAiState,
    body: unknown,
    context: RequestContext,
    options?: Partial<OpenAiOptions>,
  ) => SimulatedOpenAiRequest | BodyError;
  /** `earlier`: the items that `previous_response_id` stands for. */
  readonly responses: (
    state: OpenAiState,
    body: unknown,
    context: RequestContext,
    earlier?: readonly unknown[],
    options?: Partial<OpenAiOptions>,
  ) => SimulatedOpenAiRequest | BodyError;
  readonly countMessages: (body: unknown) => number | BodyError;
  /** Tokens of a text in an answer of the model. */
  readonly countText: (text: string, model: string) => number;
  /** Undefined without a known price. */
  readonly price: (model: string, usage: TickUsage) => Money | undefined;
}

export function createProviderSimulator(counter: TokenCounter): ProviderSimulator {
  return {
    messages(state, body, context, options) {
      const read = readMessages(body, counter);
      return isBodyError(read) ? read : runClaude(state, read, context, options);
    },
    chat(state, body, context, options) {
      const read = readChat(body, counter);
      return isBodyError(read) ? read : runOpenAi(state, read, context, options);
    },
    responses(state, body, context, earlier, options) {
      const read = readResponses(body, counter, earlier);
      return isBodyError(read) ? read : runOpenAi(state, read, context, options);
    },
    countMessages(body) {
      const read = readMessages(body, counter, true);
      return isBodyError(read) ? read : read.inputTokens;
    },
    countText: (text, name) => counter.count(text, resolveModel(name)?.tokenizer ?? 'unknown').tokens,
    price(name, usage) {
      const model = resolveModel(name);
      return model === undefined ? undefined : priceTick(model, usage);
    },
  };
}

function runClaude(
  state: CacheState,
  { request, model, inputTokens }: ReadMessages,
  context: RequestContext,
  options: Partial<AnthropicOptions> | undefined,
): SimulatedClaudeRequest | BodyError {
  const { id, time, isolation, outputTokens, previousId, latency } = context;
  const sent = { ...request, id, outputTokens };
  const settings = { ...simulatorSettingsOf(model), isolation, ...options };
  // How soon an entry is readable depends on what is read: simulate once to learn it.
  const probe = simulateAnthropic(state, sent, time, settings, previousId);
  if ('error' in probe) return bodyErrorOf(probe.error);
  const timed = latencyOf(probe.usage, latency);
  const result = simulateAnthropic(
    state,
    sent,
    time,
    { firstTokenMilliseconds: timed.firstTokenMilliseconds, ...settings },
    previousId,
  );
  if ('error' in result) return bodyErrorOf(result.error);
  return {
    model: request.model,
    usage: result.usage,
    missReason: result.diagnostics.missReason,
    latency: timed,
    state: result.state,
    inputTokens,
    bestEffort: false,
  };
}

function runOpenAi(
  state: OpenAiState,
  { request, model, inputTokens }: ReadOpenAi,
  context: RequestContext,
  options: Partial<OpenAiOptions> | undefined,
): SimulatedOpenAiRequest {
  const { id, time, isolation, outputTokens, previousId, latency } = context;
  const sent = { ...request, id, outputTokens };
  const settings: Partial<OpenAiOptions> = { ...openAiSettingsOf(model as ResolvedModel), isolation, ...options };
  const probe = simulateOpenAi(state, sent, time, settings, previousId);
  const timed = latencyOf(probe.usage, latency);
  const result = simulateOpenAi(
    state,
    sent,
    time,
    { firstTokenMilliseconds: timed.firstTokenMilliseconds, ...settings },
    previousId,
  );
  return {
    model: request.model,
    usage: result.usage,
    missReason: result.diagnostics.missReason,
    latency: timed,
    state: result.state,
    inputTokens,
    bestEffort: result.diagnostics.isBestEffort,
  };
}

function bodyErrorOf({ status, type, message }: ApiError): BodyError {
  return { status, type, message };
}
