// Tells how the conversation of a model call changes from one tick of its loop to the next.
import type { Block, CallSite, History, Part, Request, Window } from '../../model/index.ts';
import { isSameBlock } from './blockList.ts';

/**
 * Compares the messages of two ticks. Only content counts: marks may move, and a hole equals itself, because whether its text changes
 * is told by its volatility. A last message that is replaced on each tick is no rewriting: nothing stands behind it.
 */
export function historyOf(request: Request, next: Request | undefined, site: CallSite): History {
  const history = comparedHistory(request, next, site);
  const grows = history.kind !== 'one-shot' && history.kind !== 'same';
  const window = grows ? movingWindow(request, next) : undefined;
  return window === undefined ? history : { kind: 'rewritten', place: window.place, why: dropped };
}

const dropped = 'the oldest messages are dropped';

/** A window that was cut before the loop stays where it is; one that is cut in it, from a list that grows, moves. */
function movingWindow(request: Request, next: Request | undefined): Window | undefined {
  const before = request.messages?.window;
  if (next === undefined) return before?.length === undefined ? before : undefined;
  const after = next.messages?.window;
  if (after === undefined || after.round === before?.round) return undefined;
  const isSameLength = before !== undefined && after.length !== undefined && after.length === before.length;
  return isSameLength ? undefined : after;
}

function comparedHistory(request: Request, next: Request | undefined, site: CallSite): History {
  const isGrown = growsElsewhere(request);
  if (next === undefined)
    return isGrown || site.frames.some((frame) => frame.recursive) ? { kind: 'conversation' } : { kind: 'one-shot' };
  const before = request.messages;
  const after = next.messages;
  if (before === undefined || after === undefined) return { kind: before === after ? 'same' : 'unknown' };
  const common = commonBlocks(before.blocks, after.blocks);
  const isSame = common === before.blocks.length && common === after.blocks.length;
  if (isSame) return isGrown ? { kind: 'conversation' } : { kind: 'same' };
  if (common === before.blocks.length) return { kind: 'appended', from: common, items: after.blocks.slice(common) };
  const isKept =
    (after.open || !isPushedBack(before.blocks, after.blocks, common)) &&
    !isRemade(before.blocks, after.blocks, common);
  if (isKept && isInLastMessage(before.blocks, common)) {
    if (after.blocks.length > before.blocks.length) {
      return { kind: 'appended', from: common, items: after.blocks.slice(common) };
    }
    if (common < after.blocks.length) return isGrown ? { kind: 'conversation' } : { kind: 'same' };
  }
  // With unlisted blocks on either side, what looks like a difference may be a different stretch of the same conversation.
  if (before.open || after.open) return { kind: 'unknown' };
  return rewritten(before, after, common);
}

/** The conversation is (partly) kept by a caller, a field, the provider, or a loop inside the SDK. */
function growsElsewhere(request: Request): boolean {
  if (request.innerLoop !== undefined || request.operation === 'loop') return true;
  const { messages } = request;
  return messages !== undefined && (messages.open || messages.blocks.some((block) => block.repeated));
}

function commonBlocks(before: readonly Block[], after: readonly Block[]): number {
  // A request that is put together anew for each item of a batch has no conversation to lose.
  const isGrown = after.length > before.length;
  const index = before.findIndex((block, at) => {
    const other = after[at];
    return other === undefined || !isSameBlock(block, other) || (isGrown && isMadeAnew(block, other));
  });
  return index === -1 ? before.length : index;
}

/** The first text that differs is a message of before, put together again with more messages behind it now. */
function isRemade(before: readonly Block[], after: readonly Block[], common: number): boolean {
  const block = before[common];
  const other = after[common];
  const isSame = block !== undefined && other !== undefined && isSameBlock(block, other);
  return isSame && isMadeAnew(block, other) && after.length > before.length;
}

/** A text that is put together again on the next tick, from something that is another one by then; instructions are no history. */
function isMadeAnew(block: Block, other: Block): boolean {
  if (block.role === 'system' || block.role === 'developer') return false;
  return block.pieces.some((piece, at) => {
    const twin = other.pieces[at];
    if (piece.kind !== 'hole' || twin?.kind !== 'hole') return false;
    const { changes, sureness } = piece.volatility;
    const isOther = piece.round !== undefined && twin.round !== undefined && piece.round !== twin.round;
    return isOther && changes === 'call' && sureness !== 'unknown';
  });
}

/** New messages were put in front of the one that was the last. */
function isPushedBack(before: readonly Block[], after: readonly Block[], common: number): boolean {
  const last = before[common];
  if (last === undefined || !last.pieces.some((piece) => piece.kind !== 'literal')) return false;
  const at = after.findIndex((block, index) => index > common && isSameBlock(block, last) && !isMadeAnew(block, last));
  return at !== -1 && before.length - common === 1;
}

function isInLastMessage(blocks: readonly Block[], index: number): boolean {
  return blocks[index]?.message === blocks.at(-1)?.message;
}

function rewritten(before: Part, after: Part, common: number): History {
  const changed = after.blocks[common];
  const lost = before.blocks[common];
  const place = changed?.place ?? lost?.place ?? after.place;
  if (changed === undefined) return { kind: 'rewritten', place, why: 'earlier messages are dropped' };
  if (after.blocks.some((block, at) => at > common && lost !== undefined && isSameBlock(block, lost)))
    return { kind: 'rewritten', place, why: 'new messages are put before earlier ones' };
  const shift = before.blocks.findIndex((block, at) => at > common && isSameBlock(block, changed));
  if (shift !== -1) return { kind: 'rewritten', place, why: dropped };
  return { kind: 'rewritten', place, why: 'an earlier message changes' };
}
