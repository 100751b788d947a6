// What the local provider answers to each request: the reply, what the simulated cache bills for it, and the faults that a script asks for.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CacheState,
  emptyCache,
  emptyOpenAiCache,
  filler,
  hashText,
  isBodyError,
  type Latency,
  listOf,
  type OpenAiState,
  objectOf,
  type ProviderSimulator,
  textOf,
} from '../../engine/index.ts';
import { chatTurn, sendChat, streamChat } from './answerChat.ts';
import { messagesTurn, sendMessage, streamMessage } from './answerMessages.ts';
import { outputItems, type ResponsesAnswer, responsesTurn, sendResponse, streamResponse } from './answerResponses.ts';
import {
  anthropicBodyError,
  anthropicError,
  type Exchange,
  openAiBodyError,
  openAiError,
  sendJson,
} from './exchange.ts';

import { type Reply, type ReplyScript, replyTo, type Turn } from './reply.ts';

export interface AnswersInput {
  readonly simulator: ProviderSimulator;
  readonly script: ReplyScript;
  readonly realTime: boolean;
  readonly now: () => number;
}

type Answer = (exchange: Exchange, body: unknown, key: string) => Promise<void>;

/** Conversations of `previous_response_id` that are kept. */
const keptResponses = 512;

export function createAnswers({ simulator, script, realTime, now }: AnswersInput) {
  let claude: CacheState = emptyCache;
  let openAi: OpenAiState = emptyOpenAiCache;
  let ids = 0;
  const conversations = new Map<string, readonly unknown[]>();
  const nextId = (prefix: string): string => `${prefix}_local_${String(++ids).padStart(6, '0')}`;

  const replyFor = (turn: Turn, model: string): Reply => {
    const count = (text: string): number => simulator.countText(text, model);
    return replyTo(turn, script, (tokens) => filler(tokens, count, `${turn.turn + 1}.`));
  };
  const contextOf = (exchange: Exchange, key: string, id: string, outputTokens: number, previousId?: string) => ({
    id,
    time: timeOf(exchange, now),
    isolation: hashText(key),
    outputTokens,
    ...(previousId === undefined ? {} : { previousId }),
  });
  // Without waiting, an answer begins when its request ends: entries are readable from then on.
  const atOnce = realTime ? {} : { firstTokenMilliseconds: 0 };
  const wait = async ({ firstTokenMilliseconds, totalMilliseconds }: Latency, streams: boolean): Promise<void> => {
    if (realTime) await sleep(streams ? firstTokenMilliseconds : totalMilliseconds);
  };
  const limited = (reply: Reply, model: string, limit: number): LimitedReply => {
    const tokens = outputTokensOf(reply, model, simulator);
    if (tokens <= limit) return { reply, tokens, isCut: false };
    const kept = Math.floor((reply.text.length * limit) / Math.max(1, tokens));
    return { reply: { ...reply, text: reply.text.slice(0, kept), tools: [] }, tokens: limit, isCut: true };
  };

  const messages: Answer = async (exchange, body, key) => {
    const { model, max_tokens: limit, stream, diagnostics } = objectOf(body);
    const name = String(model);
    const turn = messagesTurn(objectOf(body));
    const planned = replyFor(turn, name);
    if (await faulty(exchange, planned, anthropicError)) return;
    const prewarms = limit === 0;
    const { reply, tokens, isCut } = prewarms
      ? { reply: { text: '', tools: [] }, tokens: 0, isCut: true }
      : limited(planned, name, typeof limit === 'number' ? limit : Number.POSITIVE_INFINITY);
    const id = nextId('msg');
    const previous = textOf(objectOf(diagnostics).previous_message_id);
    const result = simulator.messages(claude, body, contextOf(exchange, key, id, tokens, previous), atOnce);
    if (isBodyError(result)) {
      anthropicBodyError(exchange, result);
      return;
    }
    claude = result.state;
    await wait(result.latency, stream === true);
    const answer = {
      id,
      model: name,
      reply,
      usage: result.usage,
      stopReason: isCut
        ? ('max_tokens' as const)
        : reply.tools.length > 0
          ? ('tool_use' as const)
          : ('end_turn' as const),
      missReason: result.missReason,
      diagnosed: previous !== undefined,
      toolIds: reply.tools.map(() => nextId('toolu')),
      headers: { 'request-id': exchange.requestId, ...extraHeaders(result) },
      breaks: planned.fault === 'broken-stream',
    };
    if (stream === true) streamMessage(exchange, answer);
    else sendMessage(exchange, answer);
  };

  const countTokens: Answer = async (exchange, body) => {
    const counted = simulator.countMessages(body);
    if (typeof counted === 'number')
      sendJson(exchange, 200, { input_tokens: counted }, { 'request-id': exchange.requestId });
    else anthropicBodyError(exchange, counted);
  };

  const chat: Answer = async (exchange, body, key) => {
    const sent = objectOf(body);
    const name = String(sent.model);
    const planned = replyFor(chatTurn(sent), name);
    if (await faulty(exchange, planned, openAiError)) return;
    const { reply, tokens, isCut } = limited(planned, name, limitOf(sent.max_completion_tokens ?? sent.max_tokens));
    const id = nextId('chatcmpl');
    const result = simulator.chat(openAi, body, contextOf(exchange, key, id, tokens), atOnce);
    if (isBodyError(result)) {
      openAiBodyError(exchange, result);
      return;
    }
    openAi = result.state;
    await wait(result.latency, sent.stream === true);
    const answer = {
      id,
      model: name,
      reply,
      usage: result.usage,
      finish: isCut ? ('length' as const) : reply.tools.length > 0 ? ('tool_calls' as const) : ('stop' as const),
      toolIds: reply.tools.map(() => nextId('call')),
      created: Math.floor(timeOf(exchange, now) / 1000),
      includesUsage: objectOf(sent.stream_options).include_usage === true,
      headers: { 'x-request-id': exchange.requestId, ...extraHeaders(result) },
      breaks: planned.fault === 'broken-stream',
    };
    if (sent.stream === true) streamChat(exchange, answer);
    else sendChat(exchange, answer);
  };

  const responses: Answer = async (exchange, body, key) => {
    const sent = objectOf(body);
    const name = String(sent.model);
    const previousId = textOf(sent.previous_response_id);
    const earlier = previousId === undefined ? [] : conversations.get(previousId);
    if (earlier === undefined) {
      openAiError(
        exchange,
        400,
        'invalid_request_error',
        `Previous response with id '${previousId}' not found.`,
        'previous_response_id',
        'previous_response_not_found',
      );
      return;
    }
    const planned = replyFor(responsesTurn(sent, earlier), name);
    if (await faulty(exchange, planned, openAiError)) return;
    const { reply, tokens, isCut } = limited(planned, name, limitOf(sent.max_output_tokens));
    const id = nextId('resp');
    const compared = textOf(objectOf(sent.prompt_cache_options).comparison_response_id);
    const context = contextOf(exchange, key, id, tokens, compared);
    const result = simulator.responses(openAi, body, context, earlier, atOnce);
    if (isBodyError(result)) {
      openAiBodyError(exchange, result);
      return;
    }
    openAi = result.state;
    await wait(result.latency, sent.stream === true);
    const answer: ResponsesAnswer = {
      id,
      model: name,
      body: sent,
      reply,
      usage: result.usage,
      isCut,
      toolIds: reply.tools.map(() => nextId('call')),
      itemIds: ['', ...reply.tools].map((_, at) => nextId(at === 0 ? 'msg' : 'fc')),
      created: Math.floor(timeOf(exchange, now) / 1000),
      missReason: result.missReason,
      diagnosed: compared !== undefined,
      headers: { 'x-request-id': exchange.requestId, ...extraHeaders(result) },
      breaks: planned.fault === 'broken-stream',
    };
    if (sent.store !== false) {
      const own = typeof sent.input === 'string' ? [{ role: 'user', content: sent.input }] : listOf(sent.input);
      conversations.set(id, [...earlier, ...own, ...outputItems(answer)]);
      const [oldest] = conversations.keys();
      if (conversations.size > keptResponses && oldest !== undefined) conversations.delete(oldest);
    }
    if (sent.stream === true) streamResponse(exchange, answer);
    else sendResponse(exchange, answer);
  };

  return { messages, countTokens, chat, responses };
}

interface LimitedReply {
  readonly reply: Reply;
  readonly tokens: number;
  readonly isCut: boolean;
}

/** Structure of a tool call in an answer, as recordings show it. */
const perToolTurn = 17;
const perToolCall = 16;

function outputTokensOf(reply: Reply, model: string, { countText }: ProviderSimulator): number {
  const calls = reply.tools.reduce(
    (sum, { name, input }) => sum + perToolCall + countText(name, model) + countText(JSON.stringify(input), model),
    reply.tools.length > 0 ? perToolTurn : 0,
  );
  return (reply.text === '' ? 0 : countText(reply.text, model)) + calls;
}

function limitOf(value: unknown): number {
  return typeof value === 'number' ? value : Number.POSITIVE_INFINITY;
}

/** What the services do not say: the time that the request would have taken, and why it missed in our own words. */
function extraHeaders({ latency, missReason }: { readonly latency: Latency; readonly missReason: object | undefined }) {
  return {
    'x-hitrate-first-token-ms': String(latency.firstTokenMilliseconds),
    'x-hitrate-total-ms': String(latency.totalMilliseconds),
    ...(missReason === undefined ? {} : { 'x-hitrate-miss': JSON.stringify(missReason) }),
  };
}

/** A caller may say when its request is meant to be sent, so that an hour can be simulated in a second. */
function timeOf({ request }: Exchange, now: () => number): number {
  const given = Number(request.headers['x-hitrate-time']);
  return Number.isFinite(given) && given > 0 ? given : now();
}

async function faulty(
  exchange: Exchange,
  { fault }: Reply,
  error: (exchange: Exchange, status: number, type: string, message: string) => void,
): Promise<boolean> {
  switch (fault) {
    case 'rate-limit':
      exchange.response.setHeader('retry-after', '1');
      error(exchange, 429, 'rate_limit_error', 'This request would exceed the rate limit.');
      return true;
    case 'overloaded':
      error(exchange, 529, 'overloaded_error', 'Overloaded');
      return true;
    case 'server-error':
      error(exchange, 500, 'api_error', 'Internal server error');
      return true;
    case 'reset':
      exchange.response.destroy();
      return true;
    case 'hang':
      return true;
    default:
      return false;
  }
}
