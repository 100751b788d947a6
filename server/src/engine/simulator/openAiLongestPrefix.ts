// Finds the longest prefix that an older OpenAI model may have kept: measured part by part, and inside the first that differs.
import { sharedOpenAiUnits } from './diagnoseOpenAi.ts';
import type { OpenAiOptions } from './openAiOptions.ts';
import type { OpenAiTrace, OpenAiTraceUnit } from './openAiState.ts';

export interface LongestPrefix {
  readonly tokens: number;
  readonly trace: OpenAiTrace;
}

/** Among the requests whose entries are live and that could be matched at all. */
export function longestPrefix(
  traces: readonly OpenAiTrace[],
  now: OpenAiTrace,
  time: number,
  options: OpenAiOptions,
): LongestPrefix | undefined {
  let best: LongestPrefix | undefined;
  for (const trace of traces) {
    if (!canServe(trace, now) || !isLive(trace, time, options)) continue;
    const tokens = commonTokens(trace, now, options.matchInsideParts);
    if (tokens > 0 && tokens >= (best?.tokens ?? 0)) best = { tokens, trace };
  }
  return best;
}

/** A key routes; it does not part what two requests on one machine share, but they seldom meet. */
function canServe(trace: OpenAiTrace, now: OpenAiTrace): boolean {
  return (
    trace.isolation === now.isolation &&
    trace.model === now.model &&
    trace.key === now.key &&
    trace.tools === now.tools &&
    trace.params.textFormat === now.params.textFormat &&
    trace.params.reasoningEffort === now.params.reasoningEffort &&
    trace.params.verbosity === now.params.verbosity &&
    trace.params.serviceTier === now.params.serviceTier &&
    trace.params.parallelToolCalls === now.params.parallelToolCalls
  );
}

function isLive(trace: OpenAiTrace, time: number, { idleSeconds, maxAgeSeconds }: OpenAiOptions): boolean {
  const { retention, availableFrom, lastTouch, start } = trace;
  return (
    availableFrom <= time &&
    time < lastTouch + idleSeconds[retention] * 1000 &&
    time < start + maxAgeSeconds[retention] * 1000
  );
}

function commonTokens(trace: OpenAiTrace, now: OpenAiTrace, isInside: boolean): number {
  const shared = sharedOpenAiUnits(trace.units, now.units);
  // The primer of the reply stands where the reply itself stands one request later.
  if (shared === trace.units.length) return Math.min(trace.total, now.total);
  const whole = now.units[shared - 1]?.tokens ?? 0;
  const a = trace.units[shared];
  const b = now.units[shared];
  return isInside && a !== undefined && b !== undefined ? whole + insideTokens(a, b, whole) : whole;
}

/** In proportion to the characters that two parts share at their beginning. */
function insideTokens(a: OpenAiTraceUnit, b: OpenAiTraceUnit, before: number): number {
  const most = Math.min(a.text.length, b.text.length);
  let at = 0;
  while (at < most && a.text.charCodeAt(at) === b.text.charCodeAt(at)) at++;
  return b.text.length === 0 ? 0 : Math.floor(((b.tokens - before) * at) / b.text.length);
}
