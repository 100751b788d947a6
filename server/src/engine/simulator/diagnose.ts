// Names why a request did not read what an earlier one cached, in the provider's vocabulary and a few words more.
import type { CacheEntry, CacheState, RequestTrace, TraceUnit } from './cacheState.ts';
import type { ParamName } from './renderPrefix.ts';
import type { BlockAddress, MarkTtl } from './wireRequest.ts';

/**
 * The first six are the provider's own. `cacheMissedInputTokens`: tokens that the earlier request had cached and this one did not
 * read.
 */
export type MissReason =
  | { readonly type: 'model_changed'; readonly cacheMissedInputTokens: number }
  | {
      readonly type: 'tools_changed' | 'system_changed' | 'messages_changed';
      readonly cacheMissedInputTokens: number;
      /** First block that differs; undefined when this request ends before it. */
      readonly address?: BlockAddress;
    }
  /** A difference that the provider does not name: here the parameter that differs. */
  | { readonly type: 'unavailable'; readonly param: ParamName; readonly cacheMissedInputTokens: number }
  | { readonly type: 'previous_message_not_found' }
  | {
      readonly type: 'expired';
      readonly ttl: MarkTtl;
      readonly idleMilliseconds: number;
      readonly cacheMissedInputTokens: number;
    }
  /** `positions` from the nearest breakpoint behind the entry back to it; the window ends at `lookback`. */
  | {
      readonly type: 'outside_lookback';
      readonly positions: number;
      readonly lookback: number;
      readonly cacheMissedInputTokens: number;
    }
  | { readonly type: 'not_yet_available'; readonly waitMilliseconds: number; readonly cacheMissedInputTokens: number }
  | { readonly type: 'below_minimum'; readonly tokens: number; readonly minimum: number }
  /** No breakpoint stands at or behind what was cached. */
  | { readonly type: 'no_breakpoint'; readonly cacheMissedInputTokens: number };

/** What the request at hand did. */
export interface Observation {
  readonly scope: string;
  readonly model: string;
  readonly units: readonly TraceUnit[];
  readonly read: number;
  readonly time: number;
  /** Unit indexes of its breakpoints, tokens of the longest, and whether any reached the minimum. */
  readonly breakpoints: readonly number[];
  readonly longestBreakpoint: number;
  readonly hasEligible: boolean;
  readonly minimum: number;
  readonly lookback: number;
  /** Positions from a breakpoint's unit back to another unit. */
  readonly distance: (fromUnit: number, toUnit: number) => number;
  readonly previousId?: string;
}

/** Undefined when nothing was missed, or nothing was there to be read. */
export function diagnose(
  seen: Observation,
  state: CacheState,
  ttlMilliseconds: (ttl: MarkTtl) => number,
): MissReason | undefined {
  const { previousId } = seen;
  const traces = state.traces.filter(({ scope }) => scope === seen.scope);
  const previous =
    previousId === undefined ? closest(traces, seen) : traces.findLast((trace) => trace.id === previousId);
  if (previous === undefined)
    return previousId === undefined ? belowMinimum(seen) : { type: 'previous_message_not_found' };
  const cacheMissedInputTokens = previous.cachedTokens - seen.read;
  if (previous.cachedTokens === 0 || cacheMissedInputTokens <= 0) return belowMinimum(seen);
  if (previous.model !== seen.model) return { type: 'model_changed', cacheMissedInputTokens };
  const shared = sharedUnits(previous.units, seen.units);
  if (shared < previous.cachedUnits) return difference(previous, seen, shared, cacheMissedInputTokens);
  return (
    belowMinimum(seen) ?? whyNotFound(seen, previous, stateOf(previous, state), cacheMissedInputTokens, ttlMilliseconds)
  );
}

function belowMinimum(seen: Observation): MissReason | undefined {
  if (seen.breakpoints.length === 0 || seen.hasEligible) return undefined;
  return { type: 'below_minimum', tokens: seen.longestBreakpoint, minimum: seen.minimum };
}

function stateOf(previous: RequestTrace, state: CacheState): CacheEntry | undefined {
  return previous.cachedKey === undefined ? undefined : state.entries.get(previous.cachedKey);
}

/** The same prefix was cached before; the entry is gone, not there yet, or out of reach. */
function whyNotFound(
  seen: Observation,
  previous: RequestTrace,
  entry: CacheEntry | undefined,
  cacheMissedInputTokens: number,
  ttlMilliseconds: (ttl: MarkTtl) => number,
): MissReason {
  if (entry === undefined) {
    return { type: 'expired', ttl: '5m', idleMilliseconds: ttlMilliseconds('5m'), cacheMissedInputTokens };
  }
  const idleMilliseconds = seen.time - entry.lastTouch;
  if (idleMilliseconds >= ttlMilliseconds(entry.ttl)) {
    return { type: 'expired', ttl: entry.ttl, idleMilliseconds, cacheMissedInputTokens };
  }
  if (entry.availableFrom > seen.time) {
    return { type: 'not_yet_available', waitMilliseconds: entry.availableFrom - seen.time, cacheMissedInputTokens };
  }
  const last = previous.cachedUnits - 1;
  const behind = seen.breakpoints.filter((unit) => unit >= last);
  const nearest = Math.min(...behind);
  if (behind.length === 0) return { type: 'no_breakpoint', cacheMissedInputTokens };
  return {
    type: 'outside_lookback',
    positions: seen.distance(nearest, last) + 1,
    lookback: seen.lookback,
    cacheMissedInputTokens,
  };
}

function difference(
  previous: RequestTrace,
  seen: Observation,
  shared: number,
  cacheMissedInputTokens: number,
): MissReason | undefined {
  const now = seen.units[shared];
  const before = previous.units[shared];
  // A request that stops inside what was cached changed nothing: it may only find no entry of its own length.
  if (now === undefined || before === undefined) return undefined;
  if (now.param === 'speed') return { type: 'model_changed', cacheMissedInputTokens };
  if (now.param !== undefined && now.param === before.param) {
    return { type: 'unavailable', param: now.param, cacheMissedInputTokens };
  }
  // A block on one side and a parameter on the other: a level became longer or shorter.
  const level = earlier(now, before).level;
  return {
    type: `${level}_changed`,
    cacheMissedInputTokens,
    ...(now.address === undefined ? {} : { address: now.address }),
  };
}

const levelOrder = { tools: 0, system: 1, messages: 2 } as const;

/** The unit whose level comes first; between a block and a parameter of one level, the block. */
function earlier(a: TraceUnit, b: TraceUnit): TraceUnit {
  if (levelOrder[a.level] !== levelOrder[b.level]) return levelOrder[a.level] < levelOrder[b.level] ? a : b;
  return a.param === undefined ? a : b;
}

/** The earlier request that shares most; among equals the same model, then the latest. */
function closest(traces: readonly RequestTrace[], seen: Observation): RequestTrace | undefined {
  let best: RequestTrace | undefined;
  let bestScore = -1;
  for (const trace of traces) {
    const shared = sharedUnits(trace.units, seen.units);
    const score = shared * 2 + (trace.model === seen.model ? 1 : 0);
    if (score >= bestScore) {
      best = trace;
      bestScore = score;
    }
  }
  return best;
}

/** Number of leading units that are the same, by halving: what two prompts share is a prefix of both. */
function sharedUnits(a: readonly TraceUnit[], b: readonly TraceUnit[]): number {
  let low = 0;
  let high = Math.min(a.length, b.length);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (a[middle - 1]?.hash === b[middle - 1]?.hash) low = middle;
    else high = middle - 1;
  }
  return low;
}
