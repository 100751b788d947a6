// What the chat and the responses API of OpenAI have in common: endpoints, marks, and how they cache.
import type { CacheMode, CallSite, Mark, ProviderId, RecordValue } from '../../model/index.ts';
import { constructorArgs } from './constructorArgs.ts';
import { endpointProvider } from './endpoint.ts';
import { literalText } from './literalText.ts';
import { fieldsOf, type Options } from './options.ts';
import { packageMatch } from './packageMatch.ts';
import { readMark } from './readMark.ts';

/** SDKs of other providers that copy OpenAI's shape. */
const copies: readonly string[] = ['groq', 'groq-sdk', 'together', 'together-ai'];

export function openaiProvider(site: CallSite, models: readonly string[]): ProviderId {
  return endpointProvider(
    packageMatch(site.callee.package, copies) ? 'unknown' : 'openai',
    constructorArgs(site),
    models,
  );
}

/** Gateways that lead to Claude take Anthropic's mark on a content part; OpenAI has its own. */
export function openaiMark(record: RecordValue): Mark | undefined {
  const { entries } = fieldsOf(record);
  return readMark(entries.get('prompt_cache_breakpoint'), '30m') ?? readMark(entries.get('cache_control'), '5m');
}

/** OpenAI caches by itself unless the request asks for explicit breakpoints; Claude behind a gateway caches only what is marked. */
export function openaiCacheMode(provider: ProviderId, options: Options): CacheMode {
  if (provider === 'anthropic' || provider === 'amazon-bedrock') return 'explicit';
  if (provider === 'unknown') return 'unknown';
  const cache = options.entries.get('prompt_cache_options')?.value;
  const mode = cache === undefined ? undefined : literalText(fieldsOf(cache).entries.get('mode')?.value);
  return mode === 'explicit' ? 'explicit' : 'automatic';
}
