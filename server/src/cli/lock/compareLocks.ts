// What a change of the sources does to caches that are warm: where each prefix parts, and what is written again.
import type { LockedCall, LockedPart } from '../../protocol/index.ts';
import { pairCalls } from '../../report/index.ts';
import type { PlacedPrefix } from './lockedCall.ts';

export interface PrefixChange {
  readonly before: LockedCall;
  readonly after: PlacedPrefix;
  /** First part that differs: index into the prefix of `after`; undefined where no part of it is the cause. */
  readonly at: number | undefined;
  readonly what: string;
  /** Tokens of the old entries that are still read. */
  readonly kept: number;
  /** Tokens that are written once more for each cache that was warm. */
  readonly rewritten: number;
}

export interface LockDifference {
  readonly changed: readonly PrefixChange[];
  readonly added: readonly PlacedPrefix[];
  readonly gone: readonly LockedCall[];
  readonly unchanged: number;
}

/** `renamed` gives the new name of a file. */
export function compareLocks(
  before: readonly LockedCall[],
  after: readonly PlacedPrefix[],
  renamed?: (file: string) => string,
): LockDifference {
  // A lock keeps no lines, or every edit above a call would change it: the order in the file stands for them.
  const locked = before.map((call, line) => ({ ...call, line }));
  const found = after.map((call) => ({ ...call, line: call.placed.line }));
  const pairs = pairCalls<(typeof locked)[number] | (typeof found)[number]>(locked, found, renamed);
  const changed: PrefixChange[] = [];
  const added: PlacedPrefix[] = [];
  const gone: LockedCall[] = [];
  let unchanged = 0;
  for (const { before: old, after: now } of pairs) {
    if (now === undefined || !('placed' in now)) {
      if (old !== undefined) gone.push(old);
    } else if (old === undefined) added.push(now);
    else {
      const change = changeOf(old, now);
      if (change === undefined) unchanged++;
      else changed.push(change);
    }
  }
  return { changed, added, gone, unchanged };
}

function changeOf(before: LockedCall, after: PlacedPrefix): PrefixChange | undefined {
  if (before.model !== after.model) {
    const what = `the model is ${after.model ?? 'unknown'} and was ${before.model ?? 'unknown'}`;
    return { before, after, at: undefined, what, kept: 0, rewritten: after.tokens };
  }
  const length = Math.max(before.prefix.length, after.prefix.length);
  for (let at = 0; at < length; at++) {
    if (before.prefix[at]?.hash === after.prefix[at]?.hash) continue;
    const kept = keptTokens(before.prefix, at);
    const what = whatChanged(before.prefix, after.prefix, at);
    return { before, after, at, what, kept, rewritten: Math.max(0, after.tokens - kept) };
  }
  return undefined;
}

/** Where there are breakpoints, entries end at them; elsewhere the longest prefix is found. */
function keptTokens(prefix: readonly LockedPart[], changed: number): number {
  const hasMarks = prefix.some(({ mark }) => mark);
  const end = hasMarks ? prefix.slice(0, changed).findLastIndex(({ mark }) => mark) + 1 : changed;
  return prefix.slice(0, end).reduce((sum, { tokens }) => sum + tokens, 0);
}

function whatChanged(before: readonly LockedPart[], after: readonly LockedPart[], at: number): string {
  const [old, now] = [before[at], after[at]];
  if (now === undefined) return `${old?.part ?? 'the end'} is no longer in the prefix`;
  if (old === undefined) return `${now.part} is new in the prefix`;
  if (before.some(({ hash }) => hash === now.hash)) {
    const moved = after.some(({ hash }) => hash === old.hash);
    return moved ? `${now.part} stands where ${old.part} stood` : `${old.part} is no longer in the prefix`;
  }
  if (after.some(({ hash }) => hash === old.hash)) return `${now.part} is new in the prefix`;
  return old.part === now.part ? `${now.part} has changed` : `${now.part} stands where ${old.part} stood`;
}
