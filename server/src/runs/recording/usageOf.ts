// Reads the billed tokens of an answer, in the fields of each service.
import { isObject, type JsonObject, listOf, objectOf, type TickUsage } from '../../engine/index.ts';
import { parseJson } from './parseJson.ts';

/** Anthropic's, OpenAI's (both APIs), Bedrock's or Gemini's fields; undefined when none of them is there. */
export function usageOf(usage: unknown): TickUsage | undefined {
  if (!isObject(usage)) return undefined;
  const number = (...names: readonly string[]): number | undefined => {
    for (const name of names) if (typeof usage[name] === 'number') return usage[name] as number;
    return undefined;
  };
  const output = number('output_tokens', 'completion_tokens', 'outputTokens', 'candidatesTokenCount') ?? 0;
  const read = number('cache_read_input_tokens', 'cacheReadInputTokens');
  const write = number('cache_creation_input_tokens', 'cacheWriteInputTokens');
  const details = objectOf(usage.prompt_tokens_details ?? usage.input_tokens_details);
  const cached = details.cached_tokens;
  if (typeof cached !== 'number' && (read !== undefined || write !== undefined)) {
    const hour = objectOf(usage.cache_creation).ephemeral_1h_input_tokens;
    const write1h = typeof hour === 'number' ? hour : 0;
    return {
      fresh: number('input_tokens', 'inputTokens', 'prompt_tokens') ?? 0,
      write5m: Math.max(0, (write ?? 0) - write1h),
      write1h,
      read: read ?? 0,
      output,
    };
  }
  const input = number('prompt_tokens', 'input_tokens', 'inputTokens', 'promptTokenCount');
  if (input === undefined) return undefined;
  const served = typeof cached === 'number' ? cached : (number('cachedContentTokenCount') ?? 0);
  const written = typeof details.cache_write_tokens === 'number' ? details.cache_write_tokens : 0;
  return {
    fresh: Math.max(0, input - served - written),
    write5m: 0,
    write1h: 0,
    ...(written > 0 ? { write30m: written } : {}),
    read: served,
    output,
  };
}

export interface Answer {
  readonly usage?: TickUsage;
  readonly tools: readonly string[];
  readonly model?: string;
}

/** The usage and the tool calls of a response body: JSON, or a stream of events that may have broken off. */
export function answerOf(text: string): Answer {
  const isStream = /^\s*(?:event|data|:|id)/.test(text);
  const parts = isStream ? eventsOf(text) : [parseJson(text)];
  let usage: JsonObject | undefined;
  let model: string | undefined;
  const tools: string[] = [];
  for (const part of parts) {
    if (part === undefined) continue;
    // Anthropic's `message_start`, OpenAI's `response.completed`.
    const inner = objectOf(part.message ?? part.response);
    const found = part.usage ?? inner.usage ?? part.usageMetadata;
    if (isObject(found)) usage = { ...usage, ...withoutNulls(found) };
    const named = part.model ?? inner.model;
    if (typeof named === 'string') model = named;
    tools.push(...toolsIn(part));
  }
  const own = usageOf(usage);
  return { tools, ...(own === undefined ? {} : { usage: own }), ...(model === undefined ? {} : { model }) };
}

/** Names of the tools that one JSON answer, or one event of a stream, calls. */
export function toolsIn(part: JsonObject): readonly string[] {
  const names: unknown[] = [];
  // A whole message of Anthropic's, or the start of one of its blocks.
  for (const block of [...listOf(part.content), part.content_block].map(objectOf)) {
    if (block.type === 'tool_use') names.push(block.name);
  }
  for (const choice of listOf(part.choices).map(objectOf)) {
    const { message, delta } = choice;
    for (const call of [...listOf(objectOf(message).tool_calls), ...listOf(objectOf(delta).tool_calls)]) {
      names.push(objectOf(objectOf(call).function).name);
    }
  }
  // Whole responses have `output`; of a stream only the finished items count, or they would count twice.
  const done = part.type === 'response.output_item.done' ? [part.item] : [];
  for (const item of [...done, ...(part.type === undefined ? listOf(part.output) : [])].map(objectOf)) {
    if (item.type === 'function_call') names.push(item.name);
  }
  for (const candidate of listOf(part.candidates).map(objectOf)) {
    for (const piece of listOf(objectOf(candidate.content).parts)) {
      names.push(objectOf(objectOf(piece).functionCall).name);
    }
  }
  return names.filter((name): name is string => typeof name === 'string' && name !== '');
}

function eventsOf(text: string): readonly (JsonObject | undefined)[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('data:'))
    .map((line) => parseJson(line.slice(5)));
}

function withoutNulls(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null && each !== undefined));
}
