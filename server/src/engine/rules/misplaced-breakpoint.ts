// Reports a breakpoint that later requests cannot read although another place could be, or that ends too early.
import type { Breakpoint } from '../model/index.ts';
import { addRollingFix, moveBreakpointFix } from './edits/index.ts';
import { type CallContext, type Draft, defineRule } from './rule.ts';
import { formatTokens } from './shared/formatTokens.ts';
import { layoutTokens } from './shared/layoutTokens.ts';
import { betterBlock, firstChanging } from './shared/movableMark.ts';
import { growsInRun, reuseOf } from './shared/reuse.ts';
import { shortLabel } from './shared/words.ts';

type MessageId = 'afterChange' | 'tooEarly' | 'beforeHistory';

/** Stable tokens behind the last mark that are worth a mark of their own. */
const worthMarking = 400;

export const misplacedBreakpoint = defineRule({
  id: 'misplaced-breakpoint',
  since: '0.1.0',
  severity: 'warning',
  recommended: true,
  fix: 'safe',
  takes: 'call',
  summary: 'a breakpoint stands where no later request can read it, or ends before the stable prefix does',
  docs: {
    what: 'Reports marks behind content that changes while the constant part in front of it has none, marks that leave a long constant part behind them uncached, and conversations that grow behind their last mark.',
    why: 'A cache entry ends exactly at a mark and is read only by a request with the same bytes up to there. Behind the varying question it is written each time and never read; before the end of the constant part it leaves tokens at the full price.',
    fix: 'Put the mark on the last block that stays the same. For a conversation that grows, add a mark that moves with it: automatic caching, or a mark on the newest turn.',
    whenNotToUse: 'When the requests that would share the longer prefix are further apart than the cache lives.',
  },
  messages: {
    afterChange:
      'This breakpoint stands behind `{label}`, which changes, so its entry is written and never read. Move it to the end of the {tokens} in front that stay the same.',
    tooEarly:
      'This breakpoint leaves {tokens} behind it uncached that stay the same. Move it to the last block that does not change.',
    beforeHistory:
      'The conversation grows behind the last breakpoint, so every tick pays for all earlier turns in full. Add a mark that moves with the newest turn, such as automatic caching with a top-level `cache_control`.',
  },
  *check(context) {
    const { layout, call } = context.analyzed;
    if (!context.limits.needsMark || call.request.hiddenMarks) return;
    for (const mark of layout.breakpoints) {
      if (mark.mark.presence === 'always' && !mark.mark.automatic) yield* afterChange(context, mark);
    }
    yield* tooEarly(context);
  },
});

/** In a growing conversation a mark on the newest turn is read by the next tick: nothing to say. */
function* afterChange(context: CallContext, mark: Breakpoint): Iterable<Draft<MessageId>> {
  const { layout, estimate, call } = context.analyzed;
  if (reuseOf(call) === 'turns') return;
  const target = betterBlock(context, mark);
  const changing = firstChanging(layout, mark.after);
  if (target === undefined || changing === undefined) return;
  const start = layout.segments.findIndex((segment) => segment.block === target + 1);
  const tokens = layoutTokens(estimate, 0, start).tokens;
  const label = layout.segments[changing]?.source?.label ?? 'a value';
  yield {
    messageId: 'afterChange',
    place: mark.mark.place,
    data: { label: shortLabel(label), tokens: formatTokens(tokens) },
    effect: { tokens, money: undefined, each: 'tick' },
    fixes: () => moveBreakpointFix(context, mark, target),
  };
}

function* tooEarly(context: CallContext): Iterable<Draft<MessageId>> {
  const { layout, estimate, call } = context.analyzed;
  const last = layout.breakpoints.at(-1);
  if (last === undefined || last.mark.automatic || call.request.cacheMode === 'rolling') return;
  if (layout.breakpoints.some(({ mark }) => mark.presence === 'sometimes')) return;
  const end = stableEnd(context);
  const left = layoutTokens(estimate, last.after, end);
  const block = layout.segments[end - 1]?.block;
  if (left.low >= worthMarking && block !== undefined && end > last.after) {
    yield {
      messageId: 'tooEarly',
      place: last.mark.place,
      data: { tokens: formatTokens(left.tokens) },
      effect: { tokens: left.tokens, money: undefined, each: 'tick' },
      fixes: () => moveBreakpointFix(context, last, block),
    };
    return;
  }
  const isStatic = layout.breakpoints.every(({ block }) => layout.blocks[block]?.level !== 'messages');
  const hasRunaway = layout.segments.slice(0, last.after).some(({ volatility }) => volatility.changes === 'call');
  if (isStatic && !hasRunaway && growsInRun(call) && call.history.kind === 'appended') {
    yield {
      messageId: 'beforeHistory',
      place: last.mark.place,
      severity: 'information',
      fixes: () => addRollingFix(context),
    };
  }
}

/** Number of leading segments that stay the same and end a block. */
function stableEnd({ analyzed: { layout } }: CallContext): number {
  const limit = layout.segments.findIndex(
    ({ presence, repeated, kind }, index) =>
      index >= layout.stableSegments || presence === 'sometimes' || repeated || kind === 'open',
  );
  let end = limit < 0 ? layout.segments.length : limit;
  const next = layout.segments[end];
  if (next !== undefined) {
    while (end > 0 && layout.segments[end - 1]?.block === next.block) end--;
  }
  // The newest turn is the tail even when it is written out.
  const newest = layout.blocks.findLast((block) => block.level === 'messages')?.message;
  while (end > 0) {
    const block = layout.blocks[layout.segments[end - 1]?.block ?? -1];
    if (block === undefined || block.level !== 'messages' || block.message !== newest) break;
    end--;
  }
  return end;
}
