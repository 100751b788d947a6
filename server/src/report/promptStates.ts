// What becomes of each segment of a prompt on a warm tick.
import { type AnalyzedCall, changesAtLeast, type Segment } from '../engine/index.ts';
import { cachedSegments } from './segmentRows.ts';

/**
 * `cached`: a warm tick reads it. `break`: it changes, and what is stable behind it is not read for that. `rebilled`: stable, and billed
 * again all the same. `plain`: sent once, or rightly new on each tick.
 */
export type PromptState = 'cached' | 'break' | 'rebilled' | 'plain';

/** One for each segment. */
export function promptStates(analyzed: AnalyzedCall): readonly PromptState[] {
  const { call, layout } = analyzed;
  // What is sent once is billed once, wherever it changes.
  if (!call.repeated) return layout.segments.map(() => 'plain');
  const cached = cachedSegments(analyzed);
  const isStable = (segment: Segment): boolean =>
    segment.kind !== 'open' &&
    !segment.repeated &&
    !changesAtLeast(segment.volatility, 'request') &&
    segment.volatility.sureness !== 'unknown';
  const lastStable = layout.segments.findLastIndex(
    (segment) =>
      isStable(segment) && (segment.level !== 'messages' || segment.index < (layout.breakpoints.at(-1)?.after ?? 0)),
  );
  return layout.segments.map((segment, at): PromptState => {
    if (at < cached) return 'cached';
    if (at > lastStable) return 'plain';
    return isStable(segment) ? 'rebilled' : 'break';
  });
}
