// Answers OpenAI's responses, whole or as a stream, with usage and cache diagnostics.
import {
  inputTokens,
  type JsonObject,
  listOf,
  type OpenAiMissReason,
  objectOf,
  type TickUsage,
  writtenTokens,
} from '../../engine/index.ts';
import { contentText, openAiChoice } from './answerChat.ts';
import { type Exchange, openStream, sendJson, streamed } from './exchange.ts';
import type { Reply, Turn } from './reply.ts';

export interface ResponsesAnswer {
  readonly id: string;
  readonly model: string;
  readonly body: JsonObject;
  readonly reply: Reply;
  readonly usage: TickUsage;
  readonly isCut: boolean;
  readonly toolIds: readonly string[];
  readonly itemIds: readonly string[];
  readonly created: number;
  readonly missReason: OpenAiMissReason | undefined;
  /** The request named another response to compare with. */
  readonly diagnosed: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly breaks: boolean;
}

export function responsesTurn(body: JsonObject, earlier: readonly unknown[]): Turn {
  const own = typeof body.input === 'string' ? [{ role: 'user', content: body.input }] : listOf(body.input);
  const items = [...earlier, ...own].map(objectOf);
  const isAnswer = ({ type, role }: JsonObject): boolean => type === 'function_call' || role === 'assistant';
  const said = items.findLastIndex(({ role }) => role === 'user');
  // Items of one answer stand beside each other.
  const answers = (list: readonly JsonObject[]): number =>
    list.filter((item, at) => isAnswer(item) && !isAnswer(list[at - 1] ?? {})).length;
  return {
    turn: answers(items),
    round: answers(items.slice(said + 1)),
    question: contentText(items[said]?.content),
    tools: listOf(body.tools)
      .map(objectOf)
      .filter(({ type, name }) => type === 'function' && typeof name === 'string')
      .map(({ name, parameters }) => ({ name: String(name), schema: parameters })),
    choice: openAiChoice(body.tool_choice),
  };
}

export function outputItems({ reply, toolIds, itemIds }: ResponsesAnswer): readonly JsonObject[] {
  const calls = reply.tools.map(({ name, input }, at) => ({
    id: itemIds[at + 1] ?? '',
    type: 'function_call',
    status: 'completed',
    name,
    arguments: JSON.stringify(input),
    call_id: toolIds[at] ?? '',
  }));
  if (reply.text === '') return calls;
  const content = [{ type: 'output_text', text: reply.text, annotations: [], logprobs: [] }];
  return [{ id: itemIds[0] ?? '', type: 'message', status: 'completed', role: 'assistant', content }, ...calls];
}

export function sendResponse(exchange: Exchange, answer: ResponsesAnswer): void {
  sendJson(
    exchange,
    200,
    responseObject(answer, answer.isCut ? 'incomplete' : 'completed', outputItems(answer)),
    answer.headers,
  );
}

export function streamResponse(exchange: Exchange, answer: ResponsesAnswer): void {
  const { send, end } = openStream(exchange, answer.headers);
  let sequence = 0;
  const event = (type: string, data: JsonObject): void => send({ type, sequence_number: sequence++, ...data }, type);
  event('response.created', { response: responseObject(answer, 'in_progress', []) });
  event('response.in_progress', { response: responseObject(answer, 'in_progress', []) });
  const items = outputItems(answer);
  for (const [output_index, item] of items.entries()) {
    const where = { item_id: item.id, output_index };
    const open =
      item.type === 'message'
        ? { ...item, status: 'in_progress', content: [] }
        : { ...item, status: 'in_progress', arguments: '' };
    event('response.output_item.added', { output_index, item: open });
    if (item.type === 'message') {
      const part = objectOf(listOf(item.content)[0]);
      const at = { ...where, content_index: 0 };
      event('response.content_part.added', { ...at, part: { ...part, text: '' } });
      for (const [index, delta] of streamed(answer.reply.text).entries()) {
        event('response.output_text.delta', { ...at, delta, logprobs: [] });
        if (answer.breaks && index >= 1) {
          exchange.response.destroy();
          return;
        }
      }
      event('response.output_text.done', { ...at, text: answer.reply.text, logprobs: [] });
      event('response.content_part.done', { ...at, part });
    } else {
      const text = String(item.arguments);
      for (const delta of streamed(text)) event('response.function_call_arguments.delta', { ...where, delta });
      event('response.function_call_arguments.done', { ...where, name: item.name, arguments: text });
    }
    event('response.output_item.done', { output_index, item });
  }
  const status = answer.isCut ? 'incomplete' : 'completed';
  event(`response.${status}`, { response: responseObject(answer, status, items) });
  end();
}

function responseObject(
  answer: ResponsesAnswer,
  status: 'in_progress' | 'completed' | 'incomplete',
  output: readonly JsonObject[],
) {
  const { body, usage } = answer;
  const cache = objectOf(body.prompt_cache_options);
  const input = inputTokens(usage);
  return {
    id: answer.id,
    object: 'response',
    created_at: answer.created,
    status,
    background: false,
    error: null,
    incomplete_details: status === 'incomplete' ? { reason: 'max_output_tokens' } : null,
    instructions: body.instructions ?? null,
    max_output_tokens: body.max_output_tokens ?? null,
    model: answer.model,
    output,
    parallel_tool_calls: body.parallel_tool_calls ?? true,
    previous_response_id: body.previous_response_id ?? null,
    prompt_cache_key: body.prompt_cache_key ?? null,
    ...(body.prompt_cache_options === undefined
      ? {}
      : {
          prompt_cache_options: {
            mode: cache.mode ?? 'implicit',
            ttl: cache.ttl ?? '30m',
            comparison_response_id: cache.comparison_response_id ?? null,
          },
        }),
    ...(answer.diagnosed && status !== 'in_progress'
      ? { prompt_cache_diagnostics: diagnosticsOf(answer.missReason) }
      : {}),
    reasoning: { effort: objectOf(body.reasoning).effort ?? null, summary: null },
    store: body.store ?? true,
    temperature: body.temperature ?? 1,
    text: body.text ?? { format: { type: 'text' } },
    tool_choice: body.tool_choice ?? 'auto',
    tools: body.tools ?? [],
    top_p: body.top_p ?? 1,
    truncation: body.truncation ?? 'disabled',
    usage:
      status === 'in_progress'
        ? null
        : {
            input_tokens: input,
            input_tokens_details: {
              cached_tokens: usage.read,
              cache_write_tokens: writtenTokens(usage),
              cache_write_tokens_details: {
                ttl_30m_tokens: usage.write30m ?? 0,
                ttl_12h_tokens: usage.write12h ?? 0,
              },
            },
            output_tokens: usage.output,
            output_tokens_details: { reasoning_tokens: 0 },
            total_tokens: input + usage.output,
          },
    user: null,
    metadata: body.metadata ?? {},
  };
}

/** The service compares requests only: what it has no name for is a hit, or nothing that it could tell. */
function diagnosticsOf(reason: OpenAiMissReason | undefined) {
  if (reason === undefined) return { type: 'cache_hit' };
  switch (reason.type) {
    case 'comparison_response_not_found':
      return { type: 'comparison_response_not_found' };
    case 'expired':
    case 'not_yet_available':
    case 'below_minimum':
    case 'no_boundary':
    case 'overflow':
    case 'unavailable':
      return { type: 'unavailable' };
    default:
      return { type: 'cache_miss', reason: reason.type, cache_missed_tokens: reason.cacheMissedTokens };
  }
}
