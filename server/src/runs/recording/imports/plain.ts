// Logs that programs write themselves: a request and its usage, or its response, on each line.
import { isObject, type JsonObject, objectOf } from '../../../engine/index.ts';
import { answerOf, toolsIn, usageOf } from '../usageOf.ts';
import { bodyOf, firstOf, maybe, providerOf, textIn, timeOf, unpacked } from './fields.ts';
import { eachRecord, type Importer, nothing } from './importer.ts';

const requestNames = ['request', 'body', 'request_body', 'params', 'input', 'payload'] as const;
const timeNames = [
  'time',
  'timestamp',
  'ts',
  'created_at',
  'createdAt',
  'start',
  'startTime',
  'start_time',
  'date',
] as const;

export const plain: Importer = {
  name: 'requests and usage',
  detects: (value) =>
    isRequest(value) || requestNames.some((name) => isRequest(unpacked(value[name]))) || usageIn(value) !== undefined,
  create: eachRecord((value) => {
    const inner = requestNames.map((name) => unpacked(value[name])).find(isRequest);
    const body = inner ?? (isRequest(value) ? value : undefined);
    const response = unpacked(firstOf(value, 'response', 'response_body', 'output', 'result'));
    const streamed = typeof response === 'string' ? answerOf(response) : undefined;
    const usage = usageIn(value) ?? streamed?.usage;
    if (body === undefined && usage === undefined) return nothing;
    const model = textIn(body, 'model') ?? textIn(value, 'model') ?? textIn(response, 'model');
    const thread = firstOf(
      value,
      'conversation',
      'conversation_id',
      'conversationId',
      'session',
      'session_id',
      'sessionId',
      'thread',
      'thread_id',
      'trace_id',
      'traceId',
    );
    const duration = firstOf(value, 'duration_ms', 'durationMs', 'latency_ms', 'latencyMs', 'milliseconds');
    const status = firstOf(value, 'status', 'status_code', 'statusCode');
    return {
      calls: [
        {
          ...maybe('time', timeOf(firstOf(value, ...timeNames))),
          ...(typeof duration === 'number' ? { milliseconds: duration } : {}),
          provider: providerOf(value.provider, model),
          ...maybe('model', model),
          ...maybe('body', body === undefined ? undefined : bodyOf(body)),
          ...maybe('usage', usage),
          tools: streamed?.tools ?? toolsIn(objectOf(response)),
          ...maybe('thread', typeof thread === 'string' ? thread : undefined),
          ...(typeof status === 'number' && status >= 400 ? { failure: String(status) } : {}),
        },
      ],
    };
  }),
};

function isRequest(value: unknown): value is JsonObject {
  return (
    isObject(value) && (Array.isArray(value.messages) || value.input !== undefined || Array.isArray(value.contents))
  );
}

function usageIn(value: JsonObject) {
  const response = objectOf(unpacked(firstOf(value, 'response', 'response_body', 'output', 'result')));
  return usageOf(value.usage) ?? usageOf(response.usage) ?? usageOf(response.usageMetadata);
}
