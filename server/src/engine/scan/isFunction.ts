// Tells the function itself from the statement that wraps it, which has the same kind.
import type { AnyNode, FunctionExpression } from '../model/index.ts';

export function isFunction(node: unknown): node is FunctionExpression & AnyNode {
  const one = node as { readonly kind?: string };
  return one.kind === 'function' && 'params' in one;
}
