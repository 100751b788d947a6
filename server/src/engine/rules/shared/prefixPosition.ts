// Decides whether a changing value stands in the prefix that later requests would share, or only in the tail.
import type { Segment } from '../../model/index.ts';
import type { CheckedCall } from '../rule.ts';
import type { PlacedHole } from './hole.ts';
import { isSystemSegment } from './isSystemSegment.ts';
import { isMarkMovable } from './movableMark.ts';
import { growsInRun, reuseOf } from './reuse.ts';
import { type Bulk, stableBulk } from './stableBulk.ts';

/**
 * `marked`: before a cache breakpoint. `front`: constant text follows. `history`: the conversation follows. `run`: the conversation
 * of this run follows, in which the value stays the same. `tail`: nothing that could be shared follows.
 */
export type PrefixPosition = 'marked' | 'front' | 'history' | 'run' | 'tail';

/** A closing tag or a sentence is no loss; a section of instructions is. Characters without white space. */
const systemBulk = 60;
/** Behind a changing value in a rebuilt user message: about the smallest prefix that any provider caches. */
const messageBulk = 3_000;
const sharedDocument = 400;

export function prefixPosition(context: CheckedCall, placed: PlacedHole): PrefixPosition {
  return isInstruction(placed.segment) ? systemPosition(context, placed) : messagePosition(context, placed);
}

function systemPosition({ analyzed, limits }: CheckedCall, { segment, hole, rest }: PlacedHole): PrefixPosition {
  const { layout, call } = analyzed;
  const behind = [rest, ...layout.segments.slice(segment.index + 1)];
  const reuse = reuseOf(call);
  const isProtected = layout.breakpoints.some(({ after }) => after > 0 && after <= segment.index);
  const marks = layout.breakpoints.filter(({ after, mark }) => after > segment.index && !mark.automatic);
  if (reuse === 'turns') {
    const isSteady = growsInRun(call) && hole.volatility.changes !== 'call' && hole.volatility.changes !== 'minute';
    if (!isSteady) return marks.length > 0 ? 'marked' : 'history';
    const hasBulk = isBulky(stableBulk(behind.filter(isInstruction)), systemBulk);
    // Behind a mark of its own the value costs its own prefix only: that is the advised layout.
    if (isProtected && !hasBulk) return 'tail';
    if (marks.length > 0) return 'marked';
    return hasBulk ? 'front' : 'run';
  }
  if (isProtected) {
    const last = marks.at(-1);
    const covered = last === undefined ? [] : behind.slice(0, last.after - segment.index);
    return isBulky(stableBulk(covered), systemBulk) ? 'marked' : 'tail';
  }
  if (marks.some((mark) => !isMarkMovable({ analyzed, limits }, mark))) return 'marked';
  if (marks.length > 0) return 'tail';
  if (isBulky(stableBulk(behind.filter(isInstruction)), systemBulk)) return 'front';
  const conversation = stableBulk(behind.filter((other) => !isInstruction(other)));
  return conversation.characters >= sharedDocument || conversation.holes > 0 ? 'front' : 'tail';
}

function messagePosition({ analyzed }: CheckedCall, { segment, hole, rest }: PlacedHole): PrefixPosition {
  const { layout, call } = analyzed;
  const behind = [rest, ...layout.segments.slice(segment.index + 1)];
  if (reuseOf(call) === 'turns') return 'tail';
  const mark = layout.breakpoints.findLast(({ after, mark: { automatic } }) => after > segment.index && !automatic);
  if (mark !== undefined) {
    const between = behind.slice(0, mark.after - segment.index);
    if (isBulky(stableBulk(between), messageBulk)) return 'marked';
  }
  // What a step of a chain is given to work on is its input; only a value that is sure to change says that the rest is not.
  const isRebuilt =
    reuseOf(call) === 'repeats' && hole.volatility.changes === 'call' && hole.volatility.sureness === 'sure';
  if (!isRebuilt) return 'tail';
  return isBulky(stableBulk(behind), messageBulk) ? 'front' : 'tail';
}

function isInstruction(segment: Segment): boolean {
  return isSystemSegment(segment) || segment.level === 'tools';
}

function isBulky(bulk: Bulk, characters: number): boolean {
  return bulk.characters >= characters || bulk.holes > 0;
}
