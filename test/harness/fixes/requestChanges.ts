// Holds what is sent after a fix against what was sent before it and against what the fix says that it alters.
import type { Analysis, AnalyzedCall, Fix, Place } from '../../../server/src/engine/index.ts';
import type { Source } from '../../../server/src/engine/model/index.ts';
import { type Altered, alteredAspects } from './alteredAspects.ts';
import { editedPlaces } from './editedPlaces.ts';
import { type NameOfHole, wiresOf } from './wireOf.ts';

/** A sentence for each call that changes in another way than declared. Both lists are of the same documents, in the same order. */
export function requestChanges(before: readonly Analysis[], after: readonly Analysis[], fix: Fix): readonly string[] {
  const namings = namingsOf(fix);
  return before.flatMap(({ path, calls }, index) => {
    const others = after[index]?.calls ?? [];
    if (calls.length !== others.length) return [`${path} had ${calls.length} model calls and has ${others.length}`];
    return calls.flatMap((call, at) => {
      const other = others[at];
      const [undeclared = []] = namings
        .map((naming) => (other === undefined ? [] : changesOf(call, other, naming)))
        .map((altered) => altered.filter((aspect) => !(fix.alters as readonly string[]).includes(aspect)))
        .sort((a, b) => a.length - b.length);
      return undeclared.length === 0 ? [] : [`call ${at + 1} of ${path} changes in: ${undeclared.join(', ')}`];
    });
  });
}

function changesOf(call: AnalyzedCall, other: AnalyzedCall, { before, after }: Naming): readonly Altered[] {
  const wires = wiresOf(other, after);
  return [...new Set(wiresOf(call, before).flatMap((wire, tick) => [...alteredAspects(wire, wires[tick] ?? wire)]))];
}

interface Naming {
  readonly before: NameOfHole;
  readonly after: NameOfHole;
}

/**
 * What is put into a text at run time is the same when it comes from the same source, or when it is put at the same place: the first
 * can differ where a value goes through a loop, the second where a text becomes a part of another. Where a fix is not about the text
 * that is sent, its edits may put something else there: the same calls, started in another way.
 */
function namingsOf(fix: Fix): readonly Naming[] {
  const isExact = fix.alters.some((aspect) => aspect !== 'text order' && aspect !== 'tool results');
  const { isReplaced, isWritten, moved } = editedPlaces(fix);
  const labelOf = ({ label }: Source): string => label.replace(/\s+/g, ' ');
  const named = (source: Source): string => (isExact ? labelOf(source) : '');
  const keyOf = ({ path, start, end }: Place): string => `${path}@${start}-${end}`;
  return [
    {
      before: (place, source) => (isReplaced(place) ? named(source) : labelOf(source)),
      after: (place, source) => (isWritten(place) ? named(source) : labelOf(source)),
    },
    {
      before: (place, source) => (isReplaced(place) ? named(source) : keyOf(moved(place))),
      after: (place, source) => (isWritten(place) ? named(source) : keyOf(place)),
    },
  ];
}
