// Whether an expression or a statement mentions one of some names.
import { walk } from '../model/index.ts';

/** Names of variables; those of members and of keyword arguments do not count. */
export function mentionsAny(node: unknown, names: ReadonlySet<string>): boolean {
  let found = false;
  walk(node, (one) => {
    if (one.kind === 'name' && names.has(one.name as string)) found = true;
    return !found;
  });
  return found;
}
