// How the ticks of a profile are cached, read off what they were billed.
import type { RunCaching } from '../../estimate/index.ts';
import { writtenTokens } from '../../model/index.ts';
import type { AgentProfile } from './agentProfile.ts';

export interface CachedNow {
  readonly caching: RunCaching;
  /** Tokens of the front that are read or written. */
  readonly stable: number;
  /** Written on each tick and never read. */
  readonly expires: boolean;
}

export function cachedNow({ ticks, stable }: AgentProfile): CachedNow {
  const [first, ...later] = ticks;
  const written = first === undefined ? 0 : writtenTokens(first);
  if (later.every((usage) => usage.read === 0)) {
    const caching = written > 0 ? 'prefix' : 'none';
    return { caching, stable: written > 0 ? written : stable, expires: later.length > 0 };
  }
  const isRolling = new Set(later.map((usage) => usage.read)).size > 1;
  if (isRolling) return { caching: 'rolling', stable, expires: false };
  return { caching: 'prefix', stable: later.at(-1)?.read ?? stable, expires: false };
}
