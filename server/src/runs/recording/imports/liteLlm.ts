// Spend logs and callback payloads of LiteLLM.
import { objectOf } from '../../../engine/index.ts';
import { toolsIn, usageOf } from '../usageOf.ts';
import { bodyOf, firstOf, maybe, providerOf, textIn, times, unpacked } from './fields.ts';
import { eachRecord, type Importer } from './importer.ts';

export const liteLlm: Importer = {
  name: 'LiteLLM',
  detects: (value) =>
    ('call_type' in value || 'custom_llm_provider' in value) && ('startTime' in value || 'start_time' in value),
  create: eachRecord((value) => {
    const response = objectOf(unpacked(value.response));
    const metadata = objectOf(unpacked(value.metadata));
    const model = textIn(value, 'model');
    const thread = firstOf(value, 'session_id', 'trace_id', 'litellm_trace_id');
    const proxied = unpacked(value.proxy_server_request);
    const request = proxied ?? unpacked(value.messages);
    const tools = objectOf(unpacked(value.model_parameters ?? value.optional_params)).tools;
    const usage = response.usage ??
      metadata.usage_object ?? { prompt_tokens: value.prompt_tokens, completion_tokens: value.completion_tokens };
    return {
      calls: [
        {
          ...times(firstOf(value, 'startTime', 'start_time'), firstOf(value, 'endTime', 'end_time')),
          provider: providerOf(value.custom_llm_provider, model),
          ...maybe('model', model),
          ...maybe('body', bodyOf(request, tools === undefined ? {} : { tools })),
          ...maybe('usage', ofLiteLlm(usage)),
          tools: toolsIn(response),
          ...maybe('thread', typeof thread === 'string' ? thread : undefined),
          ...(value.status === 'failure' ? { failure: textIn(value, 'error_str') ?? 'failure' } : {}),
        },
      ],
    };
  }),
};

/** Its `prompt_tokens` holds what was read and written, with Anthropic's fields beside it. */
function ofLiteLlm(usage: unknown) {
  const all = objectOf(usage);
  const { prompt_tokens: input, cache_read_input_tokens: read, cache_creation_input_tokens: write } = all;
  if (typeof input !== 'number' || (typeof read !== 'number' && typeof write !== 'number')) return usageOf(usage);
  const [served, written] = [Number(read ?? 0), Number(write ?? 0)];
  return {
    fresh: Math.max(0, input - served - written),
    write5m: written,
    write1h: 0,
    read: served,
    output: Number(all.completion_tokens ?? 0),
  };
}
