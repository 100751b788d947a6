// Finds where the prompts of two ticks of a loop part: what the second tick can read ends there.
import { changesAtLeast, type Layout, type Segment, samePieces } from '../model/index.ts';

/** `appended`: the first prompt is a prefix of the second. `removed`: the second is a prefix of the first. */
export interface Parting {
  /** Index of the first segment that differs, in the first layout; its number of segments when something is appended. */
  readonly segment: number;
  readonly kind: 'changed' | 'appended' | 'removed';
}

/**
 * Undefined when both ticks send the same. A text known to differ from call to call parts them even though the source is the same;
 * one of which nothing is known does not.
 */
export function compareTicks(layout: Layout, next: Layout): Parting | undefined {
  const shorter = Math.min(layout.segments.length, next.segments.length);
  for (let index = 0; index < shorter; index++) {
    const one = layout.segments[index];
    const other = next.segments[index];
    if (one === undefined || other === undefined) break;
    if (isSameOnWire(one, other)) continue;
    return { segment: index, kind: 'changed' };
  }
  if (layout.segments.length === next.segments.length) return undefined;
  return { segment: shorter, kind: layout.segments.length === shorter ? 'appended' : 'removed' };
}

function isSameOnWire(one: Segment, other: Segment): boolean {
  return (
    one.kind === other.kind &&
    one.level === other.level &&
    one.role === other.role &&
    samePieces(one.pieces, other.pieces) &&
    !changesEachCall(one) &&
    !changesEachCall(other)
  );
}

function changesEachCall({ volatility }: Segment): boolean {
  return volatility.sureness !== 'unknown' && changesAtLeast(volatility, 'call');
}
