// Whether a request asks for one plain text: all of its parameters are known, and none of them gives the answer another form.
import type { ModelCall } from '../../model/index.ts';

const harmless: ReadonlySet<string> = new Set([
  ...['max_tokens', 'max_completion_tokens', 'max_output_tokens', 'temperature', 'top_p', 'top_k', 'seed', 'user'],
  ...['metadata', 'presence_penalty', 'frequency_penalty', 'reasoning', 'reasoning_effort', 'thinking', 'effort'],
  ...['service_tier', 'store', 'truncation', 'max_retries', 'maxRetries', 'cache_control', 'prompt_cache_key'],
]);

export function isPlainRequest({ request, site }: ModelCall): boolean {
  const { operation, sureness, provider, tools, params, innerLoop } = request;
  if (operation !== 'create' || sureness !== 'sure' || provider === 'unknown' || innerLoop !== undefined) return false;
  if (tools !== undefined && (tools.open || tools.blocks.length > 0)) return false;
  const { open, keywords, positional } = site.args;
  // What is spread into the options may be anything.
  if (open || keywords.rest !== undefined) return false;
  if (positional.some((one) => one.kind === 'record' && one.rest !== undefined)) return false;
  return [...params.keys()].every((name) => harmless.has(name));
}
