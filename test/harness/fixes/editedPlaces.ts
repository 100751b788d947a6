// Tells which places of a text a fix wrote, and where the others have gone.
import type { Fix, Place } from '../../../server/src/engine/index.ts';

export interface EditedPlaces {
  /** Of the new text: what the edits have written. */
  readonly written: readonly Place[];
  /** Of the old text: an edit replaces it or touches it. */
  readonly isReplaced: (place: Place) => boolean;
  /** Of the new text: an edit has written it or touches it. */
  readonly isWritten: (place: Place) => boolean;
  /** A place of the old text that no edit touches, in the new text. */
  readonly moved: (place: Place) => Place;
}

interface Replacement {
  readonly old: Place;
  readonly written: Place;
}

export function editedPlaces({ changes }: Fix): EditedPlaces {
  const all = changes.flatMap(({ path, edits }) => {
    let shift = 0;
    return [...edits]
      .sort((a, b) => a.span.start - b.span.start)
      .map(({ span: { start, end }, newText }): Replacement => {
        const from = start + shift;
        shift += newText.length - (end - start);
        return { old: { path, start, end }, written: { path, start: from, end: from + newText.length } };
      });
  });
  return {
    written: all.map(({ written }) => written),
    isReplaced: (place) => all.some(({ old }) => touches(old, place)),
    isWritten: (place) => all.some(({ written }) => touches(written, place)),
    moved(place) {
      const last = all.findLast(({ old }) => old.path === place.path && old.end <= place.start);
      const shift = last === undefined ? 0 : last.written.end - last.old.end;
      return { path: place.path, start: place.start + shift, end: place.end + shift };
    },
  };
}

function touches(a: Place, b: Place): boolean {
  return a.path === b.path && a.start <= b.end && b.start <= a.end;
}
