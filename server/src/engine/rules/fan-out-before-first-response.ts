// Reports concurrent requests that share a prefix which none of them can read yet.
import { type FanOut, isStable, type Money, type Segment, samePieces } from '../model/index.ts';
import { type CheckedCall, defineRule } from './rule.ts';
import { formatMoney } from './shared/formatMoney.ts';
import { formatTokens } from './shared/formatTokens.ts';
import { layoutTokens } from './shared/layoutTokens.ts';

export const fanOutBeforeFirstResponse = defineRule({
  id: 'fan-out-before-first-response',
  since: '0.1.0',
  severity: 'warning',
  recommended: true,
  fix: 'none',
  takes: 'facts',
  summary: 'requests that share a prefix are sent at once, so each of them pays for it',
  docs: {
    what: 'Reports model calls that are started together over a collection (`Promise.all` over a map, `asyncio.gather`, a task group, a thread pool) and share a cached prefix longer than the minimum, when no request with the same prefix is seen to be sent before.',
    why: 'An entry can be read only once the first answer has begun. Of n requests that are sent at once each one pays for the whole prefix, on Anthropic at the write price.',
    fix: 'Send one request, wait for its first token, then start the others. A request that asks for no output (`max_tokens: 0` on Anthropic) warms the cache as well.',
    whenNotToUse:
      'When the prefix is warm already because such requests come all the time, or when the wait for the first answer costs more than the tokens.',
  },
  messages: {
    cold: 'These requests share a prefix of {tokens} and start together, before any of them can read what another writes: {who} for it in full.{cost} Await the first one, or a warm-up, before the others start.',
  },
  *check({ facts, calls }) {
    for (const checked of calls) {
      const { call } = checked.analyzed;
      const fanOut = call.fanOuts.map((id) => facts.fanOuts[id]).findLast(isOverCollection);
      // In a loop the first round warms the cache for the others.
      if (fanOut === undefined || call.loops.some((loop) => loop !== fanOut.loop)) continue;
      if (call.recursive || call.request.innerLoop !== undefined) continue;
      const end = sharedEnd(checked);
      const tokens = layoutTokens(checked.analyzed.estimate, 0, end);
      const minimum = checked.limits.minimumTokens;
      if (end === 0 || minimum === undefined || tokens.low < minimum) continue;
      const prefix = checked.analyzed.layout.segments.slice(0, end);
      if (calls.some((other) => other !== checked && isWarmUp(other, fanOut, prefix))) continue;
      const lost = lostMoney(checked, tokens.tokens);
      yield {
        call: call.id,
        messageId: 'cold',
        place: fanOut.place,
        data: {
          tokens: formatTokens(tokens.tokens),
          who: typeof fanOut.cap === 'number' ? `the ${fanOut.cap} that run at once pay` : 'each pays',
          cost:
            lost === undefined || lost <= 0n ? '' : ` Each of them after the first could save ≈${formatMoney(lost)}.`,
        },
        related: [{ place: call.site.calleePlace, message: 'sent once for each item' }],
        effect: { tokens: tokens.tokens, money: lost, each: 'tick' },
      };
    }
  },
});

/** A fixed number of branches are requests of their own; a limit of one makes them wait for each other. */
function isOverCollection(fanOut: FanOut | undefined): fanOut is FanOut {
  return fanOut !== undefined && fanOut.width === undefined && fanOut.cap !== 1;
}

/** Leading segments that every branch sends alike and the provider would cache. */
function sharedEnd({ analyzed: { layout, call }, limits }: CheckedCall): number {
  const steady = layout.segments.findIndex(
    ({ volatility, presence, repeated, kind }) =>
      !isStable(volatility) || presence === 'sometimes' || repeated || kind === 'open',
  );
  const end = Math.min(steady < 0 ? layout.segments.length : steady, layout.stableSegments);
  if (!limits.needsMark) return call.request.cacheMode === 'automatic' ? end : 0;
  const mark = layout.breakpoints.findLast(({ after, mark: { presence } }) => after <= end && presence === 'always');
  return mark?.after ?? 0;
}

/** A request outside of the fan-out with the same prefix may have been sent before. */
function isWarmUp({ analyzed: { call, layout } }: CheckedCall, fanOut: FanOut, prefix: readonly Segment[]): boolean {
  if (call.fanOuts.includes(fanOut.id)) return false;
  return prefix.every((segment, index) => {
    const other = layout.segments[index];
    return other !== undefined && other.level === segment.level && samePieces(segment.pieces, other.pieces);
  });
}

function lostMoney({ limits }: CheckedCall, tokens: number): Money | undefined {
  const paid = limits.needsMark ? limits.writeRate : limits.inputRate;
  return paid === undefined || limits.readRate === undefined ? undefined : (paid - limits.readRate) * BigInt(tokens);
}
