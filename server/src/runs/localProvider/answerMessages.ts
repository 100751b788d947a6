// Answers Anthropic's Messages API, whole or as a stream, with the usage that its cache would bill.
import {
  isObject,
  type JsonObject,
  listOf,
  type MissReason,
  objectOf,
  type TickUsage,
  textOf,
  writtenTokens,
} from '../../engine/index.ts';
import { type Exchange, openStream, sendJson, streamed } from './exchange.ts';
import type { Reply, Turn } from './reply.ts';

export interface MessagesAnswer {
  readonly id: string;
  /** As it was asked for. */
  readonly model: string;
  readonly reply: Reply;
  readonly usage: TickUsage;
  readonly stopReason: 'end_turn' | 'tool_use' | 'max_tokens';
  readonly missReason: MissReason | undefined;
  /** The request asked for diagnostics. */
  readonly diagnosed: boolean;
  readonly toolIds: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  /** Ends the stream in the middle, without a word. */
  readonly breaks: boolean;
}

export function messagesTurn(body: JsonObject): Turn {
  const messages = listOf(body.messages).map(objectOf);
  const roles = messages.map(({ role }) => role);
  const said = messages.findLastIndex(({ role, content }) => role === 'user' && plainText(content) !== undefined);
  const choice = objectOf(body.tool_choice);
  return {
    turn: roles.filter((role) => role === 'assistant').length,
    round: roles.slice(said + 1).filter((role) => role === 'assistant').length,
    question: plainText(messages[said]?.content) ?? '',
    tools: listOf(body.tools)
      .map(objectOf)
      .filter(({ name, input_schema: schema }) => typeof name === 'string' && isObject(schema))
      .map(({ name, input_schema: schema }) => ({ name: String(name), schema })),
    choice:
      choice.type === 'tool'
        ? { name: String(choice.name) }
        : choice.type === 'any' || choice.type === 'none'
          ? choice.type
          : 'auto',
  };
}

function plainText(content: unknown): string | undefined {
  if (typeof content === 'string') return content;
  const texts = listOf(content)
    .map(objectOf)
    .filter(({ type }) => type === 'text');
  return texts.length === 0 ? undefined : texts.map(({ text }) => textOf(text) ?? '').join('\n');
}

export function sendMessage(exchange: Exchange, answer: MessagesAnswer): void {
  sendJson(
    exchange,
    200,
    { ...envelope(answer), content: contentOf(answer), stop_reason: answer.stopReason, usage: usageOf(answer.usage) },
    answer.headers,
  );
}

export function streamMessage(exchange: Exchange, answer: MessagesAnswer): void {
  const { send, end } = openStream(exchange, answer.headers);
  const { usage } = answer;
  const event = (data: { readonly type: string }): void => send(data, data.type);
  const start = { ...envelope(answer), content: [], stop_reason: null, usage: { ...usageOf(usage), output_tokens: 1 } };
  event({ type: 'message_start', message: start } as { type: string });
  for (const [index, block] of contentOf(answer).entries()) {
    const isText = block.type === 'text';
    const empty = isText ? { ...block, text: '' } : { ...block, input: {} };
    event({ type: 'content_block_start', index, content_block: empty } as { type: string });
    if (index === 0) event({ type: 'ping' });
    const pieces = streamed(isText ? String(block.text) : JSON.stringify(block.input));
    for (const [at, piece] of pieces.entries()) {
      const delta = isText ? { type: 'text_delta', text: piece } : { type: 'input_json_delta', partial_json: piece };
      event({ type: 'content_block_delta', index, delta } as { type: string });
      if (answer.breaks && at >= 1) {
        exchange.response.destroy();
        return;
      }
    }
    event({ type: 'content_block_stop', index } as { type: string });
  }
  const { service_tier: _, speed: __, inference_geo: ___, cache_creation: ____, ...delta } = usageOf(usage);
  event({
    type: 'message_delta',
    delta: { stop_reason: answer.stopReason, stop_sequence: null, stop_details: null, container: null },
    usage: delta,
  } as { type: string });
  event({ type: 'message_stop' });
  end();
}

function envelope({ id, model, missReason, diagnosed }: MessagesAnswer) {
  return {
    id,
    type: 'message',
    role: 'assistant',
    model,
    stop_sequence: null,
    stop_details: null,
    container: null,
    diagnostics: diagnosed ? diagnosticsOf(missReason) : null,
  };
}

function contentOf({ reply, toolIds }: MessagesAnswer): readonly JsonObject[] {
  const text = reply.text === '' ? [] : [{ type: 'text', text: reply.text, citations: null }];
  const calls = reply.tools.map(({ name, input }, at) => ({
    type: 'tool_use',
    id: toolIds[at] ?? '',
    name,
    input,
    caller: { type: 'direct' },
  }));
  return [...text, ...calls];
}

export function usageOf(usage: TickUsage) {
  return {
    input_tokens: usage.fresh,
    cache_creation_input_tokens: writtenTokens(usage),
    cache_read_input_tokens: usage.read,
    cache_creation: {
      ephemeral_5m_input_tokens: usage.write5m,
      ephemeral_1h_input_tokens: usage.write1h,
    },
    output_tokens: usage.output,
    output_tokens_details: null,
    server_tool_use: null,
    service_tier: 'standard',
    speed: 'standard',
    inference_geo: null,
  };
}

/** The service compares prompts only: what it has no name for is no divergence to it. */
function diagnosticsOf(reason: MissReason | undefined) {
  switch (reason?.type) {
    case 'model_changed':
    case 'system_changed':
    case 'tools_changed':
    case 'messages_changed':
      return {
        cache_miss_reason: { type: reason.type, cache_missed_input_tokens: reason.cacheMissedInputTokens },
      };
    case 'previous_message_not_found':
    case 'unavailable':
      return { cache_miss_reason: { type: reason.type } };
    default:
      return null;
  }
}
