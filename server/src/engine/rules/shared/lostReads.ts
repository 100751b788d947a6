// Tells what a tick pays again because the prefix breaks at a segment.
import type { CostEffect } from '../../model/index.ts';
import { isStable } from '../../model/index.ts';
import type { CheckedCall } from '../rule.ts';
import { formatMoney } from './formatMoney.ts';
import { formatTokens } from './formatTokens.ts';
import { reuseOf } from './reuse.ts';

/** Tokens behind segment `at` that would be read if it did not change, and their price on one warm tick. */
export function lostReads(context: CheckedCall, at: number): CostEffect {
  const { analyzed, limits, scenario } = context;
  const { layout, estimate, call } = analyzed;
  const lastMark = layout.breakpoints.at(-1);
  const end = lastMark !== undefined && lastMark.after > at ? lastMark.after : layout.segments.length;
  let tokens = 0;
  for (const segment of layout.segments.slice(at + 1, end)) {
    const isShared = segment.kind !== 'open' && isStable(segment.volatility);
    if (isShared) tokens += estimate.segments[segment.index]?.tokens ?? 0;
  }
  if (reuseOf(call) === 'turns') {
    tokens += Math.round(((scenario.ticks - 1) / 2) * (scenario.outputTokens + scenario.toolResultTokens));
  }
  const isWritten = layout.breakpoints.length > 0;
  const paid = isWritten ? (limits.writeRate ?? limits.inputRate) : limits.inputRate;
  const saved = paid !== undefined && limits.readRate !== undefined ? paid - limits.readRate : undefined;
  return { tokens, perTick: saved === undefined ? undefined : saved * BigInt(tokens) };
}

/** The sentence about it, with a leading space; empty when nothing is known to be lost. */
export function lostReadsSentence(context: CheckedCall, effect: CostEffect): string {
  if (effect.tokens <= 0) return '';
  const price = effect.perTick === undefined || effect.perTick <= 0n ? '' : ` (≈${formatMoney(effect.perTick)})`;
  // In a growing conversation the first tick pays less and the last one more.
  const who = reuseOf(context.analyzed.call) === 'turns' ? 'On average each tick' : 'Each tick';
  return ` ${who} bills ${formatTokens(effect.tokens)} behind it again${price}.`;
}
