// Tells how a provider caches, for SDKs that speak to many.
import type { CacheMode, Part, ProviderId } from '../../model/index.ts';

/** With an unknown provider, marks for a provider that needs them tell which kind it is. */
export function cacheModeOf(provider: ProviderId, parts: readonly (Part | undefined)[] = []): CacheMode {
  if (provider === 'anthropic' || provider === 'amazon-bedrock') return 'explicit';
  if (provider === 'openai' || provider === 'google') return 'automatic';
  const isMarked = parts.some((part) => part?.blocks.some((block) => block.mark !== undefined));
  return isMarked ? 'explicit' : 'unknown';
}
