// The name that a function is called by: its own, or that of what it is kept in.
import { boundNames, type FunctionExpression, type Target } from '../model/index.ts';
import type { Above } from './code.ts';

/** `above` is what stands around the function. */
export function functionName(fn: FunctionExpression, above: readonly Above[]): string | undefined {
  if (fn.name !== undefined) return fn.name;
  const holder = above.at(-1)?.node;
  if (holder?.kind === 'method') return holder.name as string;
  // An entry of a record has a key, a field of a class a name.
  if (holder?.kind === 'field') return (holder.key ?? holder.name) as string | undefined;
  return holder?.kind === 'assign' ? boundNames(holder.target as Target)[0] : undefined;
}
