// Looks for what ends a loop: its condition, its collection, a counter that breaks or raises.
import type { Bound, Expression, Statement } from '../model/index.ts';
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
      kind: limit === undefined ? 'condition' : 'count',
      place: placeOf(context, loop.test),
      ...(limit === undefined ? {} : { limit }),
    });
  }
  collectExits(context, loop.body, bounds);
  return bounds;
}

/** A comparison with a number or a limit-like name that leads out of the loop. */
function collectExits(context: Context, body: readonly Statement[], bounds: Bound[]): void {
  for (const statement of body) {
    if (statement.kind === 'if') {
      if (isComparison(statement.test) && leaves(statement.then)) {
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

function isComparison(test: Expression): boolean {
  return (
    test.kind === 'binary' && /^(?:<|<=|>|>=|==|===)$/.test(test.operator) && [test.left, test.right].some(isQuantity)
  );
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
