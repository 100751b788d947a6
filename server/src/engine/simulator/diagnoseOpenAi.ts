// Names why a request did not read what an earlier one cached, in OpenAI's vocabulary and a few words more.
import type { OpenAiAddress } from './openAiRequest.ts';
import type { OpenAiState, OpenAiTrace } from './openAiState.ts';

/** The first ten are the provider's own. `cacheMissedTokens`: what the earlier request had cached and this one did not read. */
export type OpenAiMissReason =
  | {
      readonly type:
        | 'model_changed'
        | 'prompt_cache_key_changed'
        | 'tools_changed'
        | 'text_format_changed'
        | 'reasoning_effort_changed'
        | 'verbosity_changed'
        | 'service_tier_changed'
        | 'context_compacted';
      readonly cacheMissedTokens: number;
    }
  | { readonly type: 'input_changed'; readonly cacheMissedTokens: number; readonly address?: OpenAiAddress }
  | { readonly type: 'comparison_response_not_found' }
  /** Something that the provider does not name: here the parameter that differs. */
  | { readonly type: 'unavailable'; readonly param: string; readonly cacheMissedTokens: number }
  | { readonly type: 'expired'; readonly idleMilliseconds: number; readonly cacheMissedTokens: number }
  | { readonly type: 'not_yet_available'; readonly waitMilliseconds: number; readonly cacheMissedTokens: number }
  | { readonly type: 'below_minimum'; readonly tokens: number; readonly minimum: number }
  /** The same prefix stands there, but no boundary of this request falls where an entry ends. */
  | { readonly type: 'no_boundary'; readonly cacheMissedTokens: number }
  /** Best-effort caches: nothing explains it. */
  | { readonly type: 'overflow'; readonly cacheMissedTokens: number };

export interface OpenAiObservation {
  /** The request at hand, as it will be remembered. */
  readonly trace: OpenAiTrace;
  readonly read: number;
  /** Tokens of the longest prefix that could have been cached. */
  readonly longest: number;
  readonly minimum: number;
  /** From the last touch of an entry to its end. */
  readonly lifetimeOf: (trace: OpenAiTrace) => number;
  readonly isOverflow: boolean;
  readonly comparisonId?: string;
  /** Reads come in steps: less than one of them is no miss. */
  readonly granularity: number;
}

export function diagnoseOpenAi(seen: OpenAiObservation, state: OpenAiState): OpenAiMissReason | undefined {
  const { trace, comparisonId } = seen;
  const traces = state.traces.filter(({ isolation }) => isolation === trace.isolation);
  const previous =
    comparisonId === undefined ? closest(traces, trace) : traces.findLast(({ id }) => id === comparisonId);
  if (previous === undefined) {
    return comparisonId === undefined ? belowMinimum(seen) : { type: 'comparison_response_not_found' };
  }
  const cacheMissedTokens = previous.cachedTokens - seen.read;
  if (previous.cachedTokens === 0 || cacheMissedTokens < Math.max(1, seen.granularity)) return belowMinimum(seen);
  const changed = changedParameter(previous, trace);
  if (changed !== undefined) return { ...changed, cacheMissedTokens };
  const shared = sharedOpenAiUnits(previous.units, trace.units);
  if ((previous.units[shared]?.tokens ?? Number.POSITIVE_INFINITY) <= previous.cachedTokens) {
    const now = trace.units[shared];
    if (trace.params.contextManagement !== undefined && trace.units.length < previous.units.length) {
      return { type: 'context_compacted', cacheMissedTokens };
    }
    // A request that stops inside what was cached changed nothing.
    return now === undefined
      ? { type: 'no_boundary', cacheMissedTokens }
      : { type: 'input_changed', cacheMissedTokens, address: now.address };
  }
  return belowMinimum(seen) ?? whyNotFound(seen, previous, state, cacheMissedTokens);
}

function whyNotFound(
  seen: OpenAiObservation,
  previous: OpenAiTrace,
  state: OpenAiState,
  cacheMissedTokens: number,
): OpenAiMissReason {
  const entry = previous.cachedKey === undefined ? previous : state.entries.get(previous.cachedKey);
  const now = seen.trace.start;
  const lifetime = seen.lifetimeOf(previous);
  const idleMilliseconds = now - (entry?.lastTouch ?? now - lifetime);
  if (entry === undefined || idleMilliseconds >= lifetime)
    return { type: 'expired', idleMilliseconds, cacheMissedTokens };
  if (entry.availableFrom > now) {
    return { type: 'not_yet_available', waitMilliseconds: entry.availableFrom - now, cacheMissedTokens };
  }
  if (seen.isOverflow) return { type: 'overflow', cacheMissedTokens };
  return { type: 'no_boundary', cacheMissedTokens };
}

const namedParams = {
  textFormat: 'text_format_changed',
  reasoningEffort: 'reasoning_effort_changed',
  verbosity: 'verbosity_changed',
  serviceTier: 'service_tier_changed',
} as const;

type Changed =
  | { readonly type: Exclude<OpenAiMissReason['type'], 'input_changed'> & `${string}_changed` }
  | { readonly type: 'unavailable'; readonly param: string };

function changedParameter(previous: OpenAiTrace, now: OpenAiTrace): Changed | undefined {
  if (previous.model !== now.model) return { type: 'model_changed' };
  if (previous.key !== now.key) return { type: 'prompt_cache_key_changed' };
  if (previous.tools !== now.tools) return { type: 'tools_changed' };
  for (const [param, type] of Object.entries(namedParams) as [keyof typeof namedParams, Changed['type']][]) {
    if (previous.params[param] !== now.params[param]) return { type } as Changed;
  }
  if (previous.params.parallelToolCalls !== now.params.parallelToolCalls) {
    return { type: 'unavailable', param: 'parallel_tool_calls' };
  }
  return undefined;
}

function belowMinimum({ longest, minimum }: OpenAiObservation): OpenAiMissReason | undefined {
  return longest > 0 && longest < minimum ? { type: 'below_minimum', tokens: longest, minimum } : undefined;
}

/** The earlier request that shares most; among equals the same parameters, then the latest. */
function closest(traces: readonly OpenAiTrace[], now: OpenAiTrace): OpenAiTrace | undefined {
  let best: OpenAiTrace | undefined;
  let bestScore = -1;
  for (const trace of traces) {
    const score = sharedOpenAiUnits(trace.units, now.units) * 2 + (changedParameter(trace, now) === undefined ? 1 : 0);
    if (score >= bestScore) {
      best = trace;
      bestScore = score;
    }
  }
  return best;
}

export function sharedOpenAiUnits(
  a: readonly { readonly digest: string }[],
  b: readonly { readonly digest: string }[],
): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) if (a[at]?.digest !== b[at]?.digest) return at;
  return length;
}
