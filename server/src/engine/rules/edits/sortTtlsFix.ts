// Puts the lifetimes of the marks of a request in the order that the provider takes: longer ones first.
import type { Breakpoint, Fix } from '../../model/index.ts';
import type { Documents } from '../rule.ts';
import { fixOf, type PathEdits } from './changesOf.ts';
import { setTtl } from './setTtl.ts';

/** As many marks of each lifetime as before. Nothing when one of them cannot be edited. */
export function sortTtlsFix(documents: Documents, marks: readonly Breakpoint[]): readonly Fix[] {
  const long = marks.filter(({ mark }) => mark.ttl === '1h').length;
  const parts: PathEdits[] = [];
  for (const [index, { mark }] of marks.entries()) {
    const ttl = index < long ? '1h' : '5m';
    if (mark.ttl === ttl) continue;
    const edits = setTtl(documents, mark, ttl);
    if (edits === undefined) return [];
    parts.push(edits);
  }
  return parts.length === 0 ? [] : [fixOf('Put the longer lifetime first', 'safe', ['marks'], parts)];
}
