// Reports a request that is sent again and again with a stable prefix, and marks none of it for the cache.
import type { Part, TokenCount } from '../model/index.ts';
import { addBreakpointFixes } from './edits/index.ts';
import { type CallContext, defineRule } from './rule.ts';
import { formatLimit } from './shared/formatLimit.ts';
import { formatMoney } from './shared/formatMoney.ts';
import { formatTokens } from './shared/formatTokens.ts';
import { isSystemSegment } from './shared/isSystemSegment.ts';
import { growsInRun, reuseOf } from './shared/reuse.ts';

/** Of all models that need marks, for a model that is not known. */
const highestMinimum = 4096;

export const missingBreakpoint = defineRule({
  id: 'missing-breakpoint',
  since: '0.1.0',
  severity: 'warning',
  recommended: true,
  fix: 'safe',
  takes: 'call',
  summary: 'a request that is sent repeatedly marks no breakpoint on a provider that needs one',
  docs: {
    what: 'Reports calls in a loop, a recursion or a conversation whose tools and system prompt are longer than the minimum of the model, on a provider that caches only what is marked, when no mark is seen anywhere on the way to the call.',
    why: 'Without a breakpoint nothing is cached: each tick pays the full price for the same tools, the same system prompt and the same turns.',
    fix: 'Mark the last block that stays the same. For a conversation that grows, automatic caching with a top-level `cache_control` moves the mark along with it.',
    whenNotToUse: 'When the requests are further apart than the cache lives, or when a proxy adds the marks.',
  },
  messages: {
    unmarked:
      'This request is sent again with the same {tokens} in front and marks no cache breakpoint, so every tick pays for them in full.{cost} Mark the end of the stable prefix with `cache_control`.',
    unknown:
      'This request is sent again with its tools and a growing conversation and marks no cache breakpoint, so every tick may pay for a large prefix in full. Mark the last tool or the last turn with `cache_control` when the prefix is longer than {minimum}.',
  },
  *check(context) {
    const { analyzed, limits } = context;
    const { call, layout } = analyzed;
    const { request } = call;
    if (!limits.needsMark) return;
    const minimum = limits.minimumTokens ?? highestMinimum;
    if (request.cacheMode === 'rolling' || request.cacheMode === 'automatic' || request.hiddenMarks) return;
    if (layout.breakpoints.length > 0 || layout.blocks.some((block) => block.mark !== undefined)) return;
    if (request.operation === 'batch' || request.operation === 'count' || reuseOf(call) === 'once') return;
    // Requests that start together cannot read each other's entry: a mark alone would only make them pay for the write.
    if (!call.repeated) return;
    const prefix = steadyPrefix(context);
    const place = call.site.calleePlace;
    if (prefix.low >= minimum) {
      const saved =
        limits.inputRate === undefined || limits.readRate === undefined
          ? undefined
          : (limits.inputRate - limits.readRate) * BigInt(prefix.tokens);
      yield {
        messageId: 'unmarked',
        place,
        data: {
          tokens: formatTokens(prefix.tokens),
          cost: saved === undefined ? '' : ` A warm tick could save ≈${formatMoney(saved)}.`,
        },
        effect: { tokens: prefix.tokens, money: saved, each: 'tick' },
        fixes: () => addBreakpointFixes(context),
      };
    } else if (hasUnknownTools(request.tools) && growsInRun(call)) {
      yield {
        messageId: 'unknown',
        place,
        severity: 'information',
        data: { minimum: formatLimit(minimum) },
        fixes: () => addBreakpointFixes(context),
      };
    }
  },
});

/** Tools and system text in front of the first thing that changes from tick to tick. Unknown parts count by their low end. */
function steadyPrefix({ analyzed: { call, layout, estimate } }: CallContext): TokenCount {
  let tokens = 0;
  let low = 0;
  let high = 0;
  for (const segment of layout.segments) {
    const { volatility } = segment;
    const isInstruction = segment.level === 'tools' || isSystemSegment(segment);
    if (!isInstruction || volatility.changes === 'call') break;
    if (reuseOf(call) !== 'turns' && volatility.varies !== 'nobody') break;
    const count = estimate.segments[segment.index];
    if (count === undefined || segment.presence === 'sometimes') continue;
    tokens += count.tokens;
    low += count.low;
    high += count.high;
  }
  return { tokens, low, high, method: 'estimate' };
}

function hasUnknownTools(tools: Part | undefined): boolean {
  return tools !== undefined && (tools.open || tools.blocks.some((block) => block.repeated));
}
