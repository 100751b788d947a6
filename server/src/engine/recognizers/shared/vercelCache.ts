// Reads the cache marks of the Vercel AI SDK, which stand among the options for one provider.
import type { Mark, ProviderId, RecordValue } from '../../model/index.ts';
import { fieldsOf, type Option, type Options } from './options.ts';
import { readMark } from './readMark.ts';

/** The field had other names in earlier versions. */
const fields: readonly string[] = ['providerOptions', 'providerMetadata', 'experimental_providerMetadata'];

type Kind = 'anthropic' | 'bedrock' | 'openai';

const marks: Readonly<
  Record<Kind, { readonly keys: readonly string[]; readonly names: readonly string[]; readonly ttl: Mark['ttl'] }>
> = {
  anthropic: { keys: ['anthropic'], names: ['cacheControl', 'cache_control'], ttl: '5m' },
  bedrock: { keys: ['bedrock', 'amazonBedrock'], names: ['cachePoint'], ttl: '5m' },
  openai: { keys: ['openai', 'azure'], names: ['promptCacheBreakpoint'], ttl: '30m' },
};

const read: Readonly<Record<ProviderId, readonly Kind[]>> = {
  anthropic: ['anthropic'],
  'amazon-bedrock': ['bedrock', 'anthropic'],
  openai: ['openai'],
  google: [],
  unknown: ['anthropic', 'bedrock', 'openai'],
};

/** Mark on a message, part or tool. Marks meant for another provider are not sent. */
export function vercelMark(record: RecordValue, provider: ProviderId): Mark | undefined {
  return markIn(fieldsOf(record), provider);
}

/** Mark on the call itself, which asks for automatic caching. */
export function vercelRequestMark(options: Options, provider: ProviderId): Mark | undefined {
  if (provider !== 'anthropic' && provider !== 'unknown') return undefined;
  const mark = markIn(options, 'anthropic');
  return mark === undefined ? undefined : { ...mark, automatic: true };
}

function markIn(options: Options, provider: ProviderId): Mark | undefined {
  for (const field of fields) {
    const provided = options.entries.get(field);
    if (provided === undefined) continue;
    for (const kind of read[provider]) {
      const mark = markOfKind(provided, kind);
      if (mark !== undefined) return mark;
    }
  }
  return undefined;
}

function markOfKind(provided: Option, kind: Kind): Mark | undefined {
  const { keys, names, ttl } = marks[kind];
  for (const key of keys) {
    const own = fieldsOf(provided.value).entries.get(key);
    if (own === undefined) continue;
    const inner = fieldsOf(own.value).entries;
    const option = names.flatMap((name) => inner.get(name) ?? [])[0];
    const mark = readMark(option, ttl);
    if (mark === undefined) continue;
    const isSometimes = provided.presence === 'sometimes' || own.presence === 'sometimes';
    return isSometimes ? { ...mark, presence: 'sometimes' } : mark;
  }
  return undefined;
}
