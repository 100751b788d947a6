// Values that stand close together in one text are mended together, so they make one finding.
import type { RelatedPlace } from '../../model/index.ts';
import type { CallContext } from '../rule.ts';
import type { PlacedHole } from './hole.ts';
import { holeLabel } from './holeLabel.ts';

/** Characters of source between two values of one text. */
const nearby = 1_500;

/** Neighbours in wire order that share a block, a file and a stretch of source. */
export function groupNearby<Placed extends PlacedHole>(placed: readonly Placed[]): readonly (readonly Placed[])[] {
  const groups: Placed[][] = [];
  for (const one of placed) {
    const before = groups.at(-1)?.at(-1);
    if (before !== undefined && areNear(before, one)) groups.at(-1)?.push(one);
    else groups.push([one]);
  }
  return groups;
}

function areNear(a: PlacedHole, b: PlacedHole): boolean {
  const [one, other] = [a.hole.place, b.hole.place];
  return a.segment.block === b.segment.block && one.path === other.path && Math.abs(one.start - other.start) <= nearby;
}

/** The other values of a group, as related places. */
export function alsoHere(context: CallContext, others: readonly PlacedHole[], what: string): readonly RelatedPlace[] {
  return others.map(({ hole }) => ({ place: hole.place, message: `\`${holeLabel(context, hole).label}\` ${what}` }));
}
