// Spans of OpenTelemetry in OTLP's JSON, by the GenAI conventions and the older ones that instrumentations still write.
import { isObject, type JsonObject, listOf, objectOf, type TickUsage } from '../../../engine/index.ts';
import type { RecordedCall } from '../recordedCall.ts';
import { maybe, providerOf, times, unpacked } from './fields.ts';
import { eachRecord, type Importer, type ToolSpan } from './importer.ts';

export const openTelemetry: Importer = {
  name: 'OpenTelemetry',
  detects: (value) => Array.isArray(value.scopeSpans) || Array.isArray(value.instrumentationLibrarySpans),
  create: eachRecord((resource) => {
    const calls: RecordedCall[] = [];
    const spans: ToolSpan[] = [];
    for (const scope of [...listOf(resource.scopeSpans), ...listOf(resource.instrumentationLibrarySpans)].map(
      objectOf,
    )) {
      for (const span of listOf(scope.spans).map(objectOf)) {
        const attributes = attributesOf(span.attributes);
        const call = callOf(span, attributes);
        if (call !== undefined) calls.push(call);
        const tool = toolOf(span, attributes);
        if (tool !== undefined) spans.push(tool);
      }
    }
    return { calls, spans };
  }),
};

function callOf(span: JsonObject, attributes: JsonObject): RecordedCall | undefined {
  const model =
    attributes['gen_ai.request.model'] ?? attributes['gen_ai.response.model'] ?? attributes['llm.model_name'];
  const operation = attributes['gen_ai.operation.name'];
  if (
    typeof model !== 'string' ||
    (typeof operation === 'string' && !/chat|completion|generate|message/.test(operation))
  ) {
    return undefined;
  }
  const usage = usageIn(attributes);
  const body = bodyIn(attributes);
  const thread = attributes['gen_ai.conversation.id'] ?? attributes['session.id'] ?? span.traceId;
  return {
    ...times(span.startTimeUnixNano, span.endTimeUnixNano),
    provider: providerOf(attributes['gen_ai.provider.name'], attributes['gen_ai.system'], model),
    model,
    ...maybe('body', body),
    ...maybe('usage', usage),
    tools: answeredTools(attributes),
    ...maybe('thread', typeof thread === 'string' ? thread : undefined),
    ...(objectOf(span.status).code === 2 ? { failure: String(objectOf(span.status).message ?? 'error') } : {}),
  };
}

function usageIn(attributes: JsonObject): TickUsage | undefined {
  const number = (...names: readonly string[]): number | undefined => {
    for (const name of names) if (attributes[name] !== undefined) return Number(attributes[name]);
    return undefined;
  };
  const input = number('gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens', 'llm.token_count.prompt');
  if (input === undefined) return undefined;
  const read =
    number(
      'gen_ai.usage.cache_read.input_tokens',
      'gen_ai.usage.cache_read_input_tokens',
      'llm.token_count.prompt_details.cache_read',
    ) ?? 0;
  const write =
    number(
      'gen_ai.usage.cache_creation.input_tokens',
      'gen_ai.usage.cache_creation_input_tokens',
      'llm.token_count.prompt_details.cache_write',
    ) ?? 0;
  return {
    // The conventions count cached tokens as input; some instrumentations hand on Anthropic's number, which does not.
    fresh: read + write <= input ? input - read - write : input,
    write5m: write,
    write1h: 0,
    read,
    output: number('gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens', 'llm.token_count.completion') ?? 0,
  };
}

function bodyIn(attributes: JsonObject): JsonObject | undefined {
  const messages = unpacked(attributes['gen_ai.input.messages']);
  const system = unpacked(attributes['gen_ai.system_instructions']);
  const tools = unpacked(attributes['gen_ai.tool.definitions']);
  if (Array.isArray(messages)) {
    return { ...(tools === undefined ? {} : { tools }), ...(system === undefined ? {} : { system }), messages };
  }
  const numbered = numberedOf(attributes, /^(?:gen_ai\.prompt|llm\.input_messages)\.(\d+)\.(?:message\.)?(\w+)$/);
  if (numbered.length === 0) return undefined;
  const functions = numberedOf(attributes, /^llm\.request\.functions\.(\d+)\.(\w+)$/);
  return { ...(functions.length === 0 ? {} : { tools: functions }), messages: numbered };
}

function numberedOf(attributes: JsonObject, pattern: RegExp): readonly JsonObject[] {
  const items: Record<string, unknown>[] = [];
  for (const [name, value] of Object.entries(attributes)) {
    const [, number, field] = pattern.exec(name) ?? [];
    if (number === undefined || field === undefined) continue;
    const at = Number(number);
    if (at > 100_000) continue;
    items[at] = { ...items[at], [field]: value };
  }
  return items.filter((item) => item !== undefined);
}

function answeredTools(attributes: JsonObject): readonly string[] {
  const output = unpacked(attributes['gen_ai.output.messages']);
  const parts = listOf(output).flatMap((message) => listOf(objectOf(message).parts));
  const named = parts
    .map(objectOf)
    .filter(({ type }) => type === 'tool_call')
    .map(({ name }) => String(name));
  const numbered = Object.entries(attributes)
    .filter(([name]) => /^gen_ai\.completion\.\d+\.tool_calls\.\d+\.name$/.test(name))
    .map(([, value]) => String(value));
  return [...named, ...numbered];
}

/** A span of a tool that says whether its result came from a cache, or in which batch it ran. */
function toolOf(span: JsonObject, attributes: JsonObject): ToolSpan | undefined {
  const { cache, batch_size: size, batch_flush_reason: reason } = attributes;
  if (cache === undefined && size === undefined) return undefined;
  const { milliseconds } = times(span.startTimeUnixNano, span.endTimeUnixNano);
  const text = String(cache).toLowerCase();
  const state = text === 'hit' || text === 'true' ? 'hit' : text === 'stale' ? 'stale' : 'miss';
  return {
    tool: String(attributes['gen_ai.tool.name'] ?? span.name ?? 'tool'),
    ...(cache === undefined ? {} : { cache: state }),
    ...maybe('milliseconds', milliseconds),
    ...(size === undefined ? {} : { batchSize: Number(size) }),
    ...(reason === undefined ? {} : { flushReason: String(reason) }),
  };
}

function attributesOf(list: unknown): JsonObject {
  return Object.fromEntries(
    listOf(list)
      .map(objectOf)
      .map(({ key, value }) => [String(key), plainValue(value)]),
  );
}

function plainValue(value: unknown): unknown {
  if (!isObject(value)) return value;
  const { stringValue, intValue, doubleValue, boolValue, arrayValue } = value;
  if (intValue !== undefined) return Number(intValue);
  if (arrayValue !== undefined) return listOf(objectOf(arrayValue).values).map(plainValue);
  return stringValue ?? doubleValue ?? boolValue;
}
