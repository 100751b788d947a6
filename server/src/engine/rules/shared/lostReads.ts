// Tells what a tick pays again because the prefix breaks at a segment.
import { type CostEffect, isStable, type Occasion, type Volatility } from '../../model/index.ts';
import type { CheckedCall } from '../rule.ts';
import { formatMoney } from './formatMoney.ts';
import { formatTokens } from './formatTokens.ts';
import { reuseOf } from './reuse.ts';

/**
 * Tokens behind segment `at` that would be read if it did not change, and what they cost more when it does. `how` it changes says
 * when that is: a date costs once a day, a user's name once for each user.
 */
export function lostReads(context: CheckedCall, at: number, how?: Volatility): CostEffect {
  const { analyzed, limits, scenario } = context;
  const { layout, estimate, call } = analyzed;
  const lastMark = layout.breakpoints.at(-1);
  const end = lastMark !== undefined && lastMark.after > at ? lastMark.after : layout.segments.length;
  let tokens = 0;
  for (const segment of layout.segments.slice(at + 1, end)) {
    const isShared = segment.kind !== 'open' && isStable(segment.volatility);
    if (isShared) tokens += estimate.segments[segment.index]?.tokens ?? 0;
  }
  const each = how === undefined ? 'tick' : occasionOf(how);
  if (each === 'tick' && reuseOf(call) === 'turns') {
    tokens += Math.round(((scenario.ticks - 1) / 2) * (scenario.outputTokens + scenario.toolResultTokens));
  }
  const isWritten = layout.breakpoints.length > 0;
  const paid = isWritten ? (limits.writeRate ?? limits.inputRate) : limits.inputRate;
  const saved = paid !== undefined && limits.readRate !== undefined ? paid - limits.readRate : undefined;
  return { tokens, money: saved === undefined ? undefined : saved * BigInt(tokens), each };
}

function occasionOf({ changes, varies }: Volatility): Occasion {
  if (changes === 'day' || changes === 'deployment') return changes;
  if (changes === 'process') return 'start';
  return changes === 'never' && varies !== 'nobody' ? varies : 'tick';
}

const occasions: Readonly<Record<Exclude<Occasion, 'tick'>, string>> = {
  day: 'Once a day',
  start: 'After each start',
  deployment: 'After each deployment',
  session: 'For each session',
  user: 'For each user',
  tenant: 'For each tenant',
};

/** The sentence about it, with a leading space; empty when nothing is known to be lost. */
export function lostReadsSentence(context: CheckedCall, { tokens, money, each }: CostEffect): string {
  if (tokens <= 0) return '';
  const price = money === undefined || money <= 0n ? '' : ` (≈${formatMoney(money)})`;
  if (each !== 'tick') return ` ${occasions[each]} ${formatTokens(tokens)} behind it are billed again${price}.`;
  // In a growing conversation the first tick pays less and the last one more.
  const who = reuseOf(context.analyzed.call) === 'turns' ? 'On average each tick' : 'Each tick';
  return ` ${who} bills ${formatTokens(tokens)} behind it again${price}.`;
}
