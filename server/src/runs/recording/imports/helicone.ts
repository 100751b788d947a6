// Requests exported from Helicone.
import { objectOf } from '../../../engine/index.ts';
import { toolsIn, usageOf } from '../usageOf.ts';
import { bodyOf, firstOf, maybe, providerOf, textIn, timeOf, unpacked } from './fields.ts';
import { eachRecord, type Importer } from './importer.ts';

export const helicone: Importer = {
  name: 'Helicone',
  detects: (value) => 'request_created_at' in value || ('request_body' in value && 'response_body' in value),
  create: eachRecord((value) => {
    const body = bodyOf(unpacked(value.request_body));
    const response = objectOf(unpacked(value.response_body));
    const model =
      textIn(value, 'request_model') ??
      textIn(value, 'response_model') ??
      textIn(value, 'model') ??
      textIn(body, 'model');
    const thread =
      textIn(value, 'request_properties', 'Helicone-Session-Id') ?? textIn(value, 'properties', 'Helicone-Session-Id');
    const time = timeOf(firstOf(value, 'request_created_at', 'created_at'));
    const delay = firstOf(value, 'delay_ms', 'latency');
    const status = firstOf(value, 'response_status', 'status');
    return {
      calls: [
        {
          ...maybe('time', time),
          ...(typeof delay === 'number' ? { milliseconds: delay } : {}),
          provider: providerOf(value.provider, model),
          ...maybe('model', model),
          ...maybe('body', body),
          ...maybe('usage', usageOf(response.usage ?? response.usageMetadata)),
          tools: toolsIn(response),
          ...maybe('thread', thread),
          ...(typeof status === 'number' && status >= 400 ? { failure: String(status) } : {}),
        },
      ],
    };
  }),
};
