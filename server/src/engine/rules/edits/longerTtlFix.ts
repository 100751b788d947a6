// Keeps the entries of a request for an hour.
import type { Breakpoint, Fix } from '../../model/index.ts';
import type { Documents } from '../rule.ts';
import { fixOf, type PathEdits } from './changesOf.ts';
import { setTtl } from './setTtl.ts';

/** All marks or none, because a longer lifetime must not follow a shorter one. Unsafe: a write for an hour costs more. */
export function longerTtlFix(documents: Documents, marks: readonly Breakpoint[]): readonly Fix[] {
  const parts: PathEdits[] = [];
  for (const { mark } of marks) {
    if (mark.ttl === '1h') continue;
    const edits = setTtl(documents, mark, '1h');
    if (edits === undefined) return [];
    parts.push(edits);
  }
  return parts.length === 0 ? [] : [fixOf('Keep the entry for an hour', 'unsafe', ['marks'], parts)];
}
