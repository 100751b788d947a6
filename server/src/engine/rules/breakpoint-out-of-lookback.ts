// Reports a mark from which a lookup does not reach the entry that the tick before wrote.
import type { Block } from '../model/index.ts';
import { defineRule } from './rule.ts';
import { lostReads, lostReadsSentence } from './shared/lostReads.ts';

export const breakpointOutOfLookback = defineRule({
  id: 'breakpoint-out-of-lookback',
  since: '0.1.0',
  severity: 'warning',
  recommended: true,
  fix: 'none',
  takes: 'call',
  summary: 'a tick appends more blocks than a lookup goes back, so the entry before it is not found',
  docs: {
    what: 'Reports conversations that grow by so many blocks in one tick that the mark on the newest turn stands further behind the mark of the tick before than a lookup reaches: 20 positions on Anthropic, the mark included. A run of tool calls, or of tool results, counts as one position.',
    why: 'A lookup starts at each mark, and goes back one position at a time. When the entry that the tick before wrote lies further back, it is not found, and the whole conversation is written again.',
    fix: 'Put a second mark between the two, or keep the mark of the tick before for one more tick. Fewer and larger blocks do as well.',
    whenNotToUse: 'When a proxy between the program and the provider adds the marks.',
  },
  messages: {
    far: 'This breakpoint stands {count} positions behind the one of the tick before, and a lookup checks {lookback}: the entry is not found and the conversation is written again.{cost} Set another breakpoint in between, or send fewer and larger blocks.',
  },
  *check(context) {
    const { call } = context.analyzed;
    const { lookback, runsAreOnePosition } = context.limits;
    const { history, next, request } = call;
    if (lookback === undefined || history.kind !== 'appended' || request.hiddenMarks) return;
    const before = request.messages;
    const after = next?.messages;
    if (before === undefined || after === undefined || before.open || after.open) return;
    const entry = before.blocks.findLastIndex(isMarked);
    const marks = after.blocks.flatMap((block, index) => (block.mark === undefined ? [] : [{ block, index }]));
    const last = marks.at(-1);
    if (entry < 0 || last === undefined || !isMarked(last.block)) return;
    const distances = marks.map(({ index }) =>
      index < entry
        ? Number.POSITIVE_INFINITY
        : positions(after.blocks.slice(entry + 1, index + 1), runsAreOnePosition !== false),
    );
    const nearest = Math.min(...distances);
    if (nearest < lookback || last.block.mark === undefined) return;
    const front = context.analyzed.layout.segments.findIndex(({ level }) => level === 'messages');
    const effect = lostReads(context, Math.max(front, 0) - 1);
    yield {
      messageId: 'far',
      place: last.block.mark.place,
      data: {
        count: nearest,
        lookback,
        cost: lostReadsSentence(context, effect).replace(' behind it again', ' again'),
      },
      related: [{ place: last.block.place, message: 'the block that carries the breakpoint' }],
      effect,
    };
  },
});

function isMarked({ mark }: Block): boolean {
  return mark?.presence === 'always';
}

/** Fewest positions that the blocks can take. */
function positions(blocks: readonly Block[], collapsed: boolean): number {
  let count = 0;
  let run: Block['type'] | undefined;
  for (const { type, presence, repeated } of blocks) {
    if (presence === 'sometimes' || repeated) continue;
    const isRun = collapsed && (type === 'tool_use' || type === 'tool_result');
    if (!isRun || type !== run) count++;
    run = isRun ? type : undefined;
  }
  return count;
}
