// Gathers everything of a request that is not tools, system or messages, under the provider's wire names.
import type { Request, Value } from '../../model/index.ts';
import { fieldsOf, type Option, type Options } from './options.ts';

/** Options of the transport, not of the request. */
const transport: ReadonlySet<string> = new Set([
  'extra_headers',
  'extra_query',
  'timeout',
  'headers',
  'signal',
  'abortSignal',
]);

/** `names` gives wire names where the SDK's differ. Fields of `extra_body` are sent as if they were options. */
export function requestParams(
  options: Options,
  taken: ReadonlySet<string>,
  names: Readonly<Record<string, string>> = {},
): Request['params'] {
  const params = new Map<string, Option>();
  for (const [name, option] of options.entries) {
    if (taken.has(name) || transport.has(name) || isCallback(option.value)) continue;
    if (name === 'extra_body') {
      for (const [inner, field] of fieldsOf(option.value).entries) params.set(inner, field);
    } else {
      params.set(names[name] ?? name, option);
    }
  }
  return params;
}

/** A class is the form of the answer. */
function isCallback(value: Value): boolean {
  return value.kind === 'function' && value.fields === undefined;
}
