// Answers OpenAI's chat completions, whole or as a stream, with the usage that its cache would bill.
import {
  inputTokens,
  type JsonObject,
  listOf,
  objectOf,
  type TickUsage,
  textOf,
  writtenTokens,
} from '../../engine/index.ts';
import { type Exchange, openStream, sendJson, streamed } from './exchange.ts';
import type { Reply, Turn } from './reply.ts';

export interface ChatAnswer {
  readonly id: string;
  readonly model: string;
  readonly reply: Reply;
  readonly usage: TickUsage;
  readonly finish: 'stop' | 'tool_calls' | 'length';
  readonly toolIds: readonly string[];
  /** Seconds since 1970. */
  readonly created: number;
  /** `stream_options.include_usage`. */
  readonly includesUsage: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly breaks: boolean;
}

export function chatTurn(body: JsonObject): Turn {
  const messages = listOf(body.messages).map(objectOf);
  const roles = messages.map(({ role }) => role);
  const said = roles.lastIndexOf('user');
  return {
    turn: roles.filter((role) => role === 'assistant').length,
    round: roles.slice(said + 1).filter((role) => role === 'assistant').length,
    question: contentText(messages[said]?.content),
    tools: listOf(body.tools).map((tool) => {
      const { name, parameters } = objectOf(objectOf(tool).function ?? tool);
      return { name: String(name), schema: parameters };
    }),
    choice: openAiChoice(body.tool_choice),
  };
}

export function openAiChoice(choice: unknown): Turn['choice'] {
  if (choice === 'required') return 'any';
  if (choice === 'none') return 'none';
  const named = objectOf(choice);
  const name = textOf(objectOf(named.function).name) ?? textOf(named.name);
  return name === undefined ? 'auto' : { name };
}

export function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  return listOf(content)
    .map((part) => textOf(objectOf(part).text) ?? '')
    .join('\n');
}

export function sendChat(exchange: Exchange, answer: ChatAnswer): void {
  const { reply, finish } = answer;
  const calls = callsOf(answer);
  const message = {
    role: 'assistant',
    content: reply.text === '' ? null : reply.text,
    refusal: null,
    annotations: [],
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
  const choice = { index: 0, message, logprobs: null, finish_reason: finish };
  const body = { ...envelope(answer), object: 'chat.completion', choices: [choice], usage: chatUsage(answer.usage) };
  sendJson(exchange, 200, body, answer.headers);
}

export function streamChat(exchange: Exchange, answer: ChatAnswer): void {
  const { send, end } = openStream(exchange, answer.headers);
  const usage = answer.includesUsage ? { usage: null } : {};
  const chunk = (delta: JsonObject, finish: string | null = null): void =>
    send({
      ...envelope(answer),
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
      ...usage,
    });
  chunk({ role: 'assistant', content: answer.reply.text === '' ? null : '', refusal: null });
  for (const [at, piece] of streamed(answer.reply.text).entries()) {
    chunk({ content: piece });
    if (answer.breaks && at >= 1) {
      exchange.response.destroy();
      return;
    }
  }
  for (const [index, call] of callsOf(answer).entries()) {
    chunk({ tool_calls: [{ index, ...call, function: { ...call.function, arguments: '' } }] });
    for (const piece of streamed(call.function.arguments)) {
      chunk({ tool_calls: [{ index, function: { arguments: piece } }] });
    }
  }
  chunk({}, answer.finish);
  if (answer.includesUsage) {
    send({ ...envelope(answer), object: 'chat.completion.chunk', choices: [], usage: chatUsage(answer.usage) });
  }
  end('[DONE]');
}

function envelope({ id, model, created }: ChatAnswer) {
  return { id, created, model, service_tier: 'default', system_fingerprint: null };
}

function callsOf({ reply, toolIds }: ChatAnswer) {
  return reply.tools.map(({ name, input }, at) => ({
    id: toolIds[at] ?? '',
    type: 'function',
    function: { name, arguments: JSON.stringify(input) },
  }));
}

function chatUsage(usage: TickUsage) {
  const input = inputTokens(usage);
  return {
    prompt_tokens: input,
    completion_tokens: usage.output,
    total_tokens: input + usage.output,
    prompt_tokens_details: { cached_tokens: usage.read, cache_write_tokens: writtenTokens(usage), audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}
