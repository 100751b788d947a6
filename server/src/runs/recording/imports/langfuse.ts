// Observations exported from Langfuse.
import { type JsonObject, objectOf, type TickUsage } from '../../../engine/index.ts';
import { toolsIn, usageOf } from '../usageOf.ts';
import { bodyOf, firstOf, maybe, providerOf, textIn, times, unpacked } from './fields.ts';
import { eachRecord, type Importer, nothing } from './importer.ts';

export const langfuse: Importer = {
  name: 'Langfuse',
  detects: (value) =>
    (value.traceId !== undefined || value.trace_id !== undefined) &&
    /^(?:GENERATION|SPAN|EVENT|AGENT|TOOL|CHAIN)$/.test(String(value.type)) &&
    ('startTime' in value || 'start_time' in value),
  create: eachRecord((value) => {
    if (value.type !== 'GENERATION') return nothing;
    const model = textIn(value, 'model') ?? textIn(value, 'providedModelName');
    const thread = firstOf(value, 'sessionId', 'session_id', 'traceId', 'trace_id');
    const tools = objectOf(unpacked(value.modelParameters)).tools;
    const input = unpacked(value.input);
    return {
      calls: [
        {
          ...times(firstOf(value, 'startTime', 'start_time'), firstOf(value, 'endTime', 'end_time')),
          provider: providerOf(model),
          ...maybe('model', model),
          ...maybe('body', bodyOf(input, tools === undefined ? {} : { tools })),
          ...maybe(
            'usage',
            detailed(objectOf(unpacked(firstOf(value, 'usageDetails', 'usage_details')))) ?? usageOf(value.usage),
          ),
          tools: toolsIn(objectOf(unpacked(value.output))),
          ...maybe('thread', typeof thread === 'string' ? thread : undefined),
          ...(value.level === 'ERROR' ? { failure: String(value.statusMessage ?? 'error') } : {}),
        },
      ],
    };
  }),
};

/** Langfuse counts `input` without what was read or written, under names that depend on the integration. */
function detailed(details: JsonObject): TickUsage | undefined {
  const sum = (pattern: RegExp): number =>
    Object.entries(details).reduce((all, [name, value]) => all + (pattern.test(name) ? Number(value) || 0 : 0), 0);
  if (typeof details.input !== 'number' && typeof details.input_tokens !== 'number') return undefined;
  const hour = sum(/1h/);
  return {
    fresh: Number(details.input ?? details.input_tokens),
    write5m: Math.max(0, sum(/cache_creation_input_tokens$|input_cache_creation$|cache_write/) - hour),
    write1h: hour,
    read: sum(/cache_read_input_tokens|input_cached_tokens|input_cache_read/),
    output: Number(details.output ?? details.output_tokens ?? 0),
  };
}
