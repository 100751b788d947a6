// Makes a request of a body as it goes over the wire, without an SDK that sends it.
import type { ApiId, ProviderId, Request } from '../../model/index.ts';
import { anthropicBody } from './anthropicBody.ts';
import { isStreamed, modelNames } from './buildRequest.ts';
import { providerOfRoutes } from './endpoint.ts';
import { openaiBody } from './openaiBody.ts';
import type { Options } from './options.ts';

export interface SentBody {
  readonly sdk: string;
  /** Whose host it is sent to, when that is known. */
  readonly host: ProviderId | undefined;
  readonly shape: ApiId & ('messages' | 'chat' | 'responses');
  readonly options: Options;
  readonly sureness: Request['sureness'];
  readonly isBatch?: boolean;
}

export function bodyRequest({ sdk, host, shape, options, sureness, isBatch }: SentBody): Request {
  const models = modelNames(options);
  const common = {
    sdk,
    operation: isBatch ? ('batch' as const) : isStreamed(options) ? ('stream' as const) : ('create' as const),
    sureness,
    options,
    optionsPlace: options.record?.place,
  };
  if (shape === 'messages') return anthropicBody({ ...common, provider: host ?? 'anthropic', models });
  return openaiBody({ ...common, provider: host ?? providerOfRoutes(models), shape });
}
