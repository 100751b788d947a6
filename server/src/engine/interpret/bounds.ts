// Looks for what ends a loop: its condition, its collection, a counter that breaks or raises.
import {
  type Bound,
  boundNames,
  type Expression,
  type IfStatement,
  type Statement,
  type Target,
  walk,
} from '../model/index.ts';
import { type Context, placeOf } from './machine.ts';

type Loop = Extract<Statement, { kind: 'loop' }>;

export function isEndless(loop: Loop): boolean {
  if (loop.form === 'each') return false;
  if (!loop.test) return true;
  return loop.test.kind === 'literal' && Boolean(loop.test.value);
}

export function boundsOf(context: Context, loop: Loop): readonly Bound[] {
  const bounds: Bound[] = [];
  if (loop.form === 'each' && loop.iterable) {
    const limit = rangeLimit(loop.iterable);
    bounds.push({
      kind: limit === undefined ? 'collection' : 'count',
      place: placeOf(context, loop.iterable),
      ...(limit === undefined ? {} : { limit }),
    });
  } else if (loop.test && !isEndless(loop)) {
    const limit = comparedNumber(loop.test);
    bounds.push({
      kind: comparesQuantity(context, loop.test) ? 'count' : 'condition',
      place: placeOf(context, loop.test),
      ...(limit === undefined ? {} : { limit }),
      ...(hasInfiniteLimit(context, loop.test) ? { isInfinite: true } : {}),
    });
  }
  collectExits(context, loop.body, bounds);
  return bounds.map((bound) => onlyWhereSet(context, loop, bound));
}

/** A flag that no round changes stands around the exit: without it the loop has none. */
function onlyWhereSet({ record }: Context, loop: Loop, bound: Bound): Bound {
  let flag: string | undefined;
  walk(loop.body, (node) => {
    if (node.kind === 'if') {
      const { test, then } = node as unknown as IfStatement;
      const isInside = then.some(({ start, end }) => start <= bound.place.start && bound.place.end <= end);
      if (test.kind === 'name' && isInside && bound.place.path === record.path && !isQuantity(test)) flag ??= test.name;
    }
    return node.kind !== 'function';
  });
  return flag === undefined || isAssigned(loop.body, flag) ? bound : { ...bound, onlyIf: flag };
}

function isAssigned(body: readonly Statement[], name: string): boolean {
  let found = false;
  walk(body, (node) => {
    const isTarget = node.kind === 'assign' || node.kind === 'assignment' || node.kind === 'loop';
    if (isTarget && node.target && boundNames(node.target as Target).includes(name)) found = true;
    return !found;
  });
  return found;
}

/** A comparison with a number or a limit-like name that leads out of the loop. */
function collectExits(context: Context, body: readonly Statement[], bounds: Bound[]): void {
  for (const statement of body) {
    if (statement.kind === 'if') {
      if (comparesQuantity(context, statement.test) && (leaves(statement.then) || leaves(statement.otherwise))) {
        const limit = comparedNumber(statement.test);
        const raises = statement.then.some((inner) => inner.kind === 'throw');
        bounds.push({
          kind: raises ? 'exception' : 'count',
          place: placeOf(context, statement.test),
          ...(limit === undefined ? {} : { limit }),
        });
      }
      collectExits(context, statement.then, bounds);
      collectExits(context, statement.otherwise, bounds);
    } else if (statement.kind === 'try' || statement.kind === 'with' || statement.kind === 'block')
      collectExits(context, statement.body, bounds);
  }
}

function leaves(body: readonly Statement[]): boolean {
  return body.some(
    (statement) => statement.kind === 'break' || statement.kind === 'return' || statement.kind === 'throw',
  );
}

/** Counts that tell whether there is anything at all say nothing of how often. */
const few = 1;

/** A number, a length, a time or a price is held against something, in the test or a part of it. */
function comparesQuantity(context: Context, test: Expression): boolean {
  if (test.kind === 'logical') return comparesQuantity(context, test.left) || comparesQuantity(context, test.right);
  if (test.kind === 'unary') return comparesQuantity(context, test.operand);
  if (test.kind !== 'binary') return false;
  const sides = [test.left, test.right];
  if (sides.some((side) => side.kind === 'literal' && typeof side.value === 'number' && side.value <= few))
    return false;
  if (sides.some((side) => isEndlessByDefault(context, side))) return false;
  return /^(?:<|<=|>|>=)$/.test(test.operator) || (/^(?:==|===)$/.test(test.operator) && sides.some(isQuantity));
}

function hasInfiniteLimit(context: Context, test: Expression): boolean {
  if (test.kind === 'logical') return hasInfiniteLimit(context, test.left) || hasInfiniteLimit(context, test.right);
  return test.kind === 'binary' && [test.left, test.right].some((side) => isEndlessByDefault(context, side));
}

/** A parameter that nobody need give, and that is infinite then. */
function isEndlessByDefault({ frame }: Context, side: Expression): boolean {
  if (side.kind !== 'name') return false;
  const fallback = frame.fn?.params.find(({ target }) => target.kind === 'name' && target.name === side.name)?.fallback;
  if (fallback === undefined) return false;
  if (fallback.kind === 'name') return fallback.name === 'Infinity';
  if (fallback.kind === 'member') return /^(?:inf|POSITIVE_INFINITY|MAX_SAFE_INTEGER|maxsize)$/.test(fallback.property);
  const only = fallback.kind === 'call' && fallback.callee.kind === 'name' && fallback.callee.name === 'float';
  const given = only ? fallback.args[0]?.value : undefined;
  return given?.kind === 'literal' && /^\+?inf/i.test(String(given.value));
}

function isQuantity(side: Expression): boolean {
  if (side.kind === 'literal') return typeof side.value === 'number';
  const name = side.kind === 'name' ? side.name : side.kind === 'member' ? side.property : '';
  return /max|limit|budget|count|steps|turns|iterations|depth|attempts|rounds/i.test(name);
}

function comparedNumber(test: Expression): number | undefined {
  if (test.kind !== 'binary') return undefined;
  for (const side of [test.left, test.right])
    if (side.kind === 'literal' && typeof side.value === 'number') return side.value;
  return undefined;
}

function rangeLimit(iterable: Expression): number | undefined {
  if (iterable.kind !== 'call' || iterable.callee.kind !== 'name' || iterable.callee.name !== 'range') return undefined;
  const last = iterable.args[iterable.args.length > 1 ? 1 : 0]?.value;
  return last?.kind === 'literal' && typeof last.value === 'number' ? last.value : undefined;
}
