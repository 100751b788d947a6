// Holds what is sent after a fix against what was sent before it and against what the fix says that it alters.
import type { Analysis, Fix, Place } from '../../../server/src/engine/index.ts';
import type { Source } from '../../../server/src/engine/model/index.ts';
import { alteredAspects } from './alteredAspects.ts';
import { editedPlaces } from './editedPlaces.ts';
import { type NameOfHole, wiresOf } from './wireOf.ts';

/** A sentence for each call that changes in another way than declared. Both lists are of the same documents, in the same order. */
export function requestChanges(before: readonly Analysis[], after: readonly Analysis[], fix: Fix): readonly string[] {
  const { nameBefore, nameAfter } = namesOfHoles(fix);
  return before.flatMap(({ path, calls }, index) => {
    const others = after[index]?.calls ?? [];
    if (calls.length !== others.length) return [`${path} had ${calls.length} model calls and has ${others.length}`];
    return calls.flatMap((call, at) => {
      const other = others[at];
      if (other === undefined) return [];
      const otherWires = wiresOf(other, nameAfter);
      const altered = new Set(
        wiresOf(call, nameBefore).flatMap((wire, tick) => [...alteredAspects(wire, otherWires[tick] ?? wire)]),
      );
      const undeclared = [...altered].filter((aspect) => !(fix.alters as readonly string[]).includes(aspect));
      return undeclared.length === 0 ? [] : [`call ${at + 1} of ${path} changes in: ${undeclared.join(', ')}`];
    });
  });
}

/**
 * What is put into a text at run time is the same when it is put at the same place. Where an edit writes, it is told by its source; and
 * where a fix is not about the text that is sent, an edit may put something else there: the same calls, started in another way.
 */
function namesOfHoles(fix: Fix): { readonly nameBefore: NameOfHole; readonly nameAfter: NameOfHole } {
  const isExact = fix.alters.some((aspect) => aspect !== 'text order' && aspect !== 'tool results');
  const { isReplaced, isWritten, moved } = editedPlaces(fix);
  const named = ({ label }: Source): string => (isExact ? label.replace(/\s+/g, ' ') : '');
  const keyOf = ({ path, start, end }: Place): string => `${path}@${start}-${end}`;
  return {
    nameBefore: (place, source) => (isReplaced(place) ? named(source) : keyOf(moved(place))),
    nameAfter: (place, source) => (isWritten(place) ? named(source) : keyOf(place)),
  };
}
