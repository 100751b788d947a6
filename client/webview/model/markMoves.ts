// Moves, adds and removes marks among the places where the provider takes one.
import type { PageBlock, PageMark } from '../../../server/src/protocol/index.ts';

/** Indexes of the blocks behind which a mark can stand. */
export function legalPlaces(blocks: readonly PageBlock[]): readonly number[] {
  return blocks.flatMap(({ noMark }, index) => (noMark === undefined ? [index] : []));
}

export function sorted(marks: readonly PageMark[]): readonly PageMark[] {
  return [...marks].sort((a, b) => a.block - b.block);
}

/** The legal place with no other mark whose end is nearest to a number of tokens. */
export function nearestPlace(
  tokens: number,
  places: readonly number[],
  ends: readonly number[],
  taken: ReadonlySet<number>,
): number | undefined {
  let best: number | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const place of places) {
    const distance = Math.abs((ends[place] ?? 0) - tokens);
    if (taken.has(place) || distance >= bestDistance) continue;
    best = place;
    bestDistance = distance;
  }
  return best;
}

export type Step = 'next' | 'previous' | 'next-level' | 'previous-level' | 'first' | 'last';

/** Where a mark goes by one key; undefined when there is no place that way. */
export function stepped(
  from: number,
  step: Step,
  places: readonly number[],
  blocks: readonly PageBlock[],
  taken: ReadonlySet<number>,
): number | undefined {
  const free = places.filter((place) => place === from || !taken.has(place));
  const after = free.filter((place) => place > from);
  const before = free.filter((place) => place < from);
  if (step === 'next') return after[0];
  if (step === 'previous') return before.at(-1);
  if (step === 'first') return before[0];
  if (step === 'last') return after.at(-1);
  // The ends of levels, which is where marks most often belong.
  const isLevelEnd = (place: number): boolean =>
    free.find((other) => other > place && blocks[other]?.level === blocks[place]?.level) === undefined;
  return step === 'next-level' ? (after.find(isLevelEnd) ?? after.at(-1)) : (before.findLast(isLevelEnd) ?? before[0]);
}

/** Where a new mark helps most often: the end of the last level that has none, from the front; else the last free place. */
export function placeForNew(
  marks: readonly PageMark[],
  places: readonly number[],
  blocks: readonly PageBlock[],
): number | undefined {
  const taken = new Set(marks.map(({ block }) => block));
  const free = places.filter((place) => !taken.has(place));
  for (const level of ['system', 'tools', 'messages'] as const) {
    if (marks.some(({ block }) => blocks[block]?.level === level)) continue;
    const end = free.findLast((place) => blocks[place]?.level === level);
    if (end !== undefined) return end;
  }
  return free.at(-1);
}

export function moved(marks: readonly PageMark[], from: number, to: number): readonly PageMark[] {
  return sorted(marks.map((mark) => (mark.block === from ? { ...mark, block: to } : mark)));
}

export function withTtl(marks: readonly PageMark[], block: number, ttl: PageMark['ttl']): readonly PageMark[] {
  return marks.map((mark) => (mark.block === block ? (ttl === undefined ? { block } : { block, ttl }) : mark));
}
