// Tells whether an expression counts from the end of a list that grows: all but the newest three, the place of the tenth last.
import {
  type CallExpression,
  type ClassExpression,
  type Expression,
  type FunctionExpression,
  type Module,
  walk,
} from '../model/index.ts';

/** Where a name or a method of an expression is looked up. */
export interface Around {
  readonly module: Module;
  readonly fn: FunctionExpression;
  readonly cls?: ClassExpression | undefined;
}

const deepest = 4;

/** A length less something, a slice up to such a place, or what is made of one. What is rounded moves only now and then. */
export function countsFromEnd(expression: Expression, around: Around, depth = 0): boolean {
  if (depth > deepest || isRounded(expression, around)) return false;
  let found = false;
  walk(expression, (node) => {
    const one = node as unknown as Expression;
    if (one.kind === 'binary' && one.operator === '-') found ||= holdsLength(one.left);
    else if (one.kind === 'slice') found ||= isBehind(one.to) || isBehind(one.from);
    else if (one.kind === 'call') {
      if (one.callee.kind === 'member' && one.callee.property === 'slice')
        found ||= one.args.some(({ value }) => isBehind(value));
      found ||= returnsOf(one, around).some(([value, inner]) => countsFromEnd(value, inner, depth + 1));
    } else if (one.kind === 'name') {
      found ||= assignedTo(one.name, around.fn).some((value) => countsFromEnd(value, around, depth + 1));
    }
    return !found && one.kind !== 'function';
  });
  return found;
}

function isBehind(bound: Expression | undefined): boolean {
  return bound?.kind === 'unary' && bound.operator === '-';
}

function holdsLength(expression: Expression): boolean {
  let found = false;
  walk(expression, (node) => {
    if (node.kind === 'member' && node.property === 'length') found = true;
    if (node.kind === 'call' && (node.callee as Expression).kind === 'name')
      found ||= (node.callee as { readonly name: string }).name === 'len';
    return !found;
  });
  return found;
}

function isRounded(expression: Expression, around: Around): boolean {
  let found = false;
  walk(expression, (node) => {
    const one = node as unknown as Expression;
    if (one.kind === 'binary' && (one.operator === '//' || one.operator === '%'))
      found ||= knownNumber(one.right, around) !== 1;
    if (one.kind === 'call' && one.callee.kind === 'member')
      found ||= /^(?:floor|ceil|trunc|round)$/.test(one.callee.property);
    return !found;
  });
  return found;
}

/** The number that a literal, a default or a field of the class gives. */
export function knownNumber(expression: Expression, { fn, cls }: Around): number | undefined {
  if (expression.kind === 'literal') return typeof expression.value === 'number' ? expression.value : undefined;
  let value: Expression | undefined;
  if (expression.kind === 'name')
    value = fn.params.find(({ target }) => target.kind === 'name' && target.name === expression.name)?.fallback;
  else if (expression.kind === 'member' && isOwn(expression.object))
    value = cls?.members.find(({ name }) => name === expression.property)?.value;
  return value?.kind === 'literal' && typeof value.value === 'number' ? value.value : undefined;
}

function isOwn(object: Expression): boolean {
  return object.kind === 'this' || (object.kind === 'name' && object.name === 'self');
}

function assignedTo(name: string, fn: FunctionExpression): readonly Expression[] {
  const values: Expression[] = [];
  walk(fn.body, (node) => {
    const target = node.target as { readonly kind?: string; readonly name?: string } | undefined;
    if (node.kind === 'assign' && target?.kind === 'name' && target.name === name && node.value)
      values.push(node.value as Expression);
    return node.kind !== 'function';
  });
  return values;
}

/** What a function of the module, or a method of the same class, gives back. */
function returnsOf({ callee }: CallExpression, { module, cls }: Around): readonly (readonly [Expression, Around])[] {
  let fn: FunctionExpression | undefined;
  if (callee.kind === 'member' && isOwn(callee.object))
    fn = cls?.members.find(({ name }) => name === callee.property)?.fn;
  else if (callee.kind === 'name')
    walk(module.body, (node) => {
      const one = (node.kind === 'function' && 'fn' in node ? node.fn : node) as FunctionExpression;
      if (one.kind === 'function' && one.name === callee.name) fn ??= one;
      return fn === undefined;
    });
  if (fn === undefined) return [];
  const found: (readonly [Expression, Around])[] = [];
  const inner = { module, fn, cls };
  walk(fn.body, (node) => {
    if (node.kind === 'return' && node.value) found.push([node.value as Expression, inner]);
    return node.kind !== 'function';
  });
  return found;
}
