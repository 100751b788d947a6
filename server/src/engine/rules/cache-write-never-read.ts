// Reports a breakpoint whose cache entry no later request can read.
import { type Breakpoint, changesAtLeast, isStable, type Segment } from '../model/index.ts';
import { removeMarksFix } from './edits/index.ts';
import { type CallContext, defineRule } from './rule.ts';
import { formatMoney } from './shared/formatMoney.ts';
import { formatTokens } from './shared/formatTokens.ts';
import { reuseOf } from './shared/reuse.ts';
import { lowered } from './shared/severity.ts';
import { shortLabel } from './shared/words.ts';

export const cacheWriteNeverRead = defineRule({
  id: 'cache-write-never-read',
  since: '0.1.0',
  severity: 'warning',
  recommended: true,
  fix: 'safe',
  takes: 'call',
  summary: 'the prefix at a mark is unique to one call, so its write is never read',
  docs: {
    what: 'Reports a mark on content that is made for one request only, in a call that no later request continues, when too little constant text stands in front of it to be cached on its own.',
    why: 'Writing to the cache costs more than plain input. When nothing can ever share the prefix, the premium buys nothing.',
    fix: 'Remove the mark. When some of the prompt is constant and long enough, put it in front, in a block of its own, and mark that.',
    whenNotToUse: 'When the identical request is sent several times on purpose, for sampling or as a warm-up.',
  },
  messages: {
    unique:
      'This cache entry is never read: the prefix holds `{label}`, which {changes}, and no later request continues it.{cost} Remove the mark, or put it on a constant block in front.',
  },
  *check(context) {
    const { call, layout } = context.analyzed;
    if (call.request.hiddenMarks || isWarmUp(context)) return;
    const reuse = reuseOf(call);
    if (reuse === 'turns') return;
    for (const breakpoint of layout.breakpoints) {
      if (breakpoint.mark.presence === 'sometimes') continue;
      const unique = layout.segments
        .slice(0, breakpoint.after)
        .find((segment) => isUnique(segment, reuse === 'repeats'));
      if (unique === undefined || couldBeMended(context, breakpoint)) continue;
      const tokens = ownTokens(context, breakpoint);
      const premium = premiumOf(context, tokens);
      const isLikely = unique.volatility.sureness === 'likely';
      yield {
        messageId: 'unique',
        place: breakpoint.mark.place,
        severity: isLikely ? lowered('warning') : 'warning',
        data: {
          label: shortLabel(unique.source?.label ?? 'a value'),
          changes: isLikely ? 'looks like it is different in each request' : 'is different in each request',
          cost: costSentence(tokens, premium),
        },
        related: [{ place: unique.place, message: 'different in each request' }],
        effect: { tokens, money: premium, each: 'tick' },
        fixes: () => (breakpoint.mark.automatic ? [] : removeMarksFix(context, [breakpoint], 'safe')),
      };
    }
  },
});

function isUnique({ volatility, presence }: Segment, isRepeated: boolean): boolean {
  if (volatility.sureness === 'unknown' || presence === 'sometimes') return false;
  return isRepeated ? volatility.changes === 'call' : changesAtLeast(volatility, 'request');
}

/** Enough constant text in the prefix: moving the value or the mark saves more than removing the mark. */
function couldBeMended({ analyzed: { layout, estimate }, limits }: CallContext, { after }: Breakpoint): boolean {
  let tokens = 0;
  for (const segment of layout.segments.slice(0, after)) {
    if (isStable(segment.volatility)) tokens += estimate.segments[segment.index]?.tokens ?? 0;
  }
  return tokens >= (limits.minimumTokens ?? 1024);
}

/** Tokens that only this mark writes: those behind the mark in front of it. */
function ownTokens({ analyzed: { layout, estimate } }: CallContext, breakpoint: Breakpoint): number {
  const index = layout.breakpoints.indexOf(breakpoint);
  return (estimate.breakpoints[index]?.tokens ?? 0) - (estimate.breakpoints[index - 1]?.tokens ?? 0);
}

function premiumOf({ limits }: CallContext, tokens: number): bigint | undefined {
  if (limits.writeRate === undefined || limits.inputRate === undefined) return undefined;
  return (limits.writeRate - limits.inputRate) * BigInt(tokens);
}

function costSentence(tokens: number, premium: bigint | undefined): string {
  if (tokens <= 0) return '';
  const price = premium === undefined || premium <= 0n ? '' : ` of ≈${formatMoney(premium)}`;
  return ` Each call pays the write premium${price} on ${formatTokens(tokens)} for nothing.`;
}

/** `max_tokens: 0` asks for nothing but the write. */
function isWarmUp({ analyzed: { call } }: CallContext): boolean {
  const limit = call.request.params.get('max_tokens')?.value;
  return limit?.kind === 'scalar' && limit.value === 0;
}
