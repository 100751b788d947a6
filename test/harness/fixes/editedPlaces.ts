// Tells which places of a text a fix wrote: of the text before it, and of the text after it.
import type { Fix, Place } from '../../../server/src/engine/index.ts';

type Holds = (place: Place) => boolean;

/** Places of the old text that an edit replaces or touches. */
export function oldPlaces({ changes }: Fix): Holds {
  const spans = changes.flatMap(({ path, edits }) =>
    edits.map(({ span }): Place => ({ path, start: span.start, end: span.end })),
  );
  return (place) => spans.some((span) => touches(span, place));
}

/** Places of the new text that an edit has written or touches. */
export function newPlaces({ changes }: Fix): Holds {
  const spans = changes.flatMap(({ path, edits }) => {
    let shift = 0;
    return [...edits]
      .sort((a, b) => a.span.start - b.span.start)
      .map(({ span, newText }): Place => {
        const start = span.start + shift;
        shift += newText.length - (span.end - span.start);
        return { path, start, end: start + newText.length };
      });
  });
  return (place) => spans.some((span) => touches(span, place));
}

function touches(a: Place, b: Place): boolean {
  return a.path === b.path && a.start <= b.end && b.start <= a.end;
}
