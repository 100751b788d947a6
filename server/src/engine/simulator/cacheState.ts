// What the simulated provider remembers between requests.
import type { ParamName } from './renderPrefix.ts';
import type { BlockAddress, MarkTtl, WireLevel } from './wireRequest.ts';

/** One cached prefix. Times in milliseconds on the caller's clock. */
export interface CacheEntry {
  readonly tokens: number;
  readonly ttl: MarkTtl;
  /** Start of the request that wrote or last read it: the lifetime counts from here. */
  readonly lastTouch: number;
  /** First token of the request that wrote it: not readable before. */
  readonly availableFrom: number;
}

/** One unit of an earlier prompt, kept to name the first difference of a later one. */
export interface TraceUnit {
  readonly digest: string;
  /** Hash of the prefix that ends here: two prompts with the same one are the same up to here. */
  readonly hash: string;
  readonly tokens: number;
  readonly level: WireLevel;
  readonly param?: ParamName;
  readonly address?: BlockAddress;
}

/** An earlier request. */
export interface RequestTrace {
  readonly id?: string;
  readonly scope: string;
  readonly model: string;
  readonly units: readonly TraceUnit[];
  /** Number of units up to its last breakpoint that was cached, and their tokens; 0 when nothing was. */
  readonly cachedUnits: number;
  readonly cachedTokens: number;
  /** Key of that entry. */
  readonly cachedKey?: string;
  /** Its breakpoints were all below the minimum. */
  readonly wasBelowMinimum: boolean;
}

export interface CacheState {
  readonly entries: ReadonlyMap<string, CacheEntry>;
  /** Oldest first. */
  readonly traces: readonly RequestTrace[];
}

export const emptyCache: CacheState = { entries: new Map(), traces: [] };

/** Traces kept for diagnostics: the provider's own horizon is short as well. */
export const traceLimit = 64;

/** Entries above which expired ones are dropped. */
export const entryLimit = 2048;
