// The value of a number that is written out, through products and constants of the module.
import { type Expression, walk } from '../model/index.ts';
import type { Code } from './code.ts';

export function literalSeconds(code: Code, value: Expression, deepest = 3): number | undefined {
  if (value.kind === 'literal') return typeof value.value === 'number' ? value.value : undefined;
  if (value.kind === 'binary') {
    const left = literalSeconds(code, value.left, deepest);
    const right = literalSeconds(code, value.right, deepest);
    if (left === undefined || right === undefined) return undefined;
    if (value.operator === '*') return left * right;
    return value.operator === '+' ? left + right : value.operator === '/' ? left / right : undefined;
  }
  if (value.kind !== 'name' || deepest === 0) return undefined;
  let found: Expression | undefined;
  for (const statement of code.module.body)
    walk(statement.kind === 'assign' ? statement : undefined, (node) => {
      const target = node.target as { readonly kind?: string; readonly name?: string } | undefined;
      if (node.kind === 'assign' && target?.kind === 'name' && target.name === value.name)
        found ??= node.value as Expression | undefined;
      return false;
    });
  return found && literalSeconds(code, found, deepest - 1);
}
