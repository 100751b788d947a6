// Block scopes.
import type { Context } from './machine.ts';
import { Scope } from './scope.ts';

/** A fresh scope inside the given one, for blocks and comprehensions. */
export function blockContext(context: Context): Context {
  return { ...context, scope: new Scope('block', context.record.path, context.scope) };
}
