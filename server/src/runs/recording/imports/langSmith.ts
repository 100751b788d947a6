// Runs exported from LangSmith.
import { isObject, type JsonObject, listOf, objectOf, type TickUsage } from '../../../engine/index.ts';
import { toolsIn, usageOf } from '../usageOf.ts';
import { bodyOf, maybe, providerOf, textIn, times, unpacked } from './fields.ts';
import { eachRecord, type Importer, nothing } from './importer.ts';

export const langSmith: Importer = {
  name: 'LangSmith',
  detects: (value) => typeof value.run_type === 'string' && 'inputs' in value,
  create: eachRecord((value) => {
    if (value.run_type !== 'llm') return nothing;
    const inputs = objectOf(unpacked(value.inputs));
    const outputs = objectOf(unpacked(value.outputs));
    const params = objectOf(objectOf(unpacked(value.extra)).invocation_params);
    const metadata = objectOf(objectOf(unpacked(value.extra)).metadata);
    const model =
      textIn(params, 'model') ??
      textIn(params, 'model_name') ??
      textIn(metadata, 'ls_model_name') ??
      textIn(outputs, 'model');
    const thread = metadata.session_id ?? metadata.thread_id ?? value.trace_id;
    const nested = listOf(inputs.messages);
    const messages = Array.isArray(nested[0]) ? nested[0] : inputs.messages;
    const more = params.tools === undefined ? {} : { tools: params.tools };
    const answer = answerIn(outputs);
    return {
      calls: [
        {
          ...times(value.start_time, value.end_time),
          provider: providerOf(metadata.ls_provider, model),
          ...maybe('model', model),
          ...maybe('body', bodyOf(messages ?? inputs, { ...more, ...maybe('system', inputs.system) })),
          ...maybe('usage', metadataUsage(answer.usage_metadata ?? outputs.usage_metadata) ?? usageOf(outputs.usage)),
          tools: [...listOf(answer.tool_calls).map((call) => String(objectOf(call).name)), ...toolsIn(outputs)],
          ...maybe('thread', typeof thread === 'string' ? thread : undefined),
          ...(typeof value.error === 'string' && value.error !== '' ? { failure: value.error.slice(0, 80) } : {}),
        },
      ],
    };
  }),
};

/** The message of LangChain's generations. */
function answerIn(outputs: JsonObject): JsonObject {
  const generation = listOf(outputs.generations)[0];
  const first = objectOf(Array.isArray(generation) ? generation[0] : generation);
  const message = objectOf(first.message);
  return isObject(message.kwargs) ? message.kwargs : message;
}

/** LangChain's `input_tokens` holds what was read and written. */
function metadataUsage(value: unknown): TickUsage | undefined {
  const { input_tokens: input, output_tokens: output, input_token_details: details } = objectOf(value);
  if (typeof input !== 'number') return undefined;
  const { cache_read: read, cache_creation: write } = objectOf(details);
  const [served, written] = [Number(read ?? 0), Number(write ?? 0)];
  return {
    fresh: Math.max(0, input - served - written),
    write5m: written,
    write1h: 0,
    read: served,
    output: Number(output ?? 0),
  };
}
