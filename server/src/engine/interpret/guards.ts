// Remembers under which comparisons a statement runs, to tell a list that is cut on every turn from one that is cut now and then.
import type { Expression, Statement } from '../model/index.ts';
import type { AbstractValue } from './abstractValue.ts';
import { labelOf } from './labelOf.ts';
import type { Context } from './machine.ts';

interface Comparison {
  /** Source texts of the two sides. */
  readonly sides: readonly [string, string];
  /** The side that is a known number, if one is. */
  readonly limit: number | undefined;
}

/** `count` stands for a loop that goes on for another reason than a comparison. */
export interface Guard {
  readonly form: 'if' | 'while' | 'count';
  readonly comparisons: readonly Comparison[];
}

/** Counts that say whether there is anything at all, not whether there is too much. */
const few = 2;

/** Runs `body` as what only happens when `test` does. */
export function guarded<Result>(
  context: Context,
  form: 'if' | 'loop',
  test: Expression | undefined,
  body: () => Result,
): Result {
  const { guards } = context.machine;
  guards.push(guardOf(context, form, test));
  try {
    return body();
  } finally {
    guards.pop();
  }
}

/** What follows `if (small) return` only happens when it is not small. */
export function guardBehind(context: Context, statement: Statement): Guard | undefined {
  if (statement.kind !== 'if' || statement.otherwise.length > 0) return undefined;
  const last = statement.then.at(-1)?.kind;
  const leaves = last === 'return' || last === 'throw' || last === 'break' || last === 'continue';
  return leaves ? guardOf(context, 'if', statement.test) : undefined;
}

function guardOf(context: Context, form: 'if' | 'loop', test: Expression | undefined): Guard {
  const comparisons = test === undefined ? [] : comparisonsIn(context, test);
  if (form === 'if') return { form, comparisons };
  return { form: comparisons.length > 0 ? 'while' : 'count', comparisons };
}

function comparisonsIn(context: Context, test: Expression): readonly Comparison[] {
  if (test.kind === 'logical') return [...comparisonsIn(context, test.left), ...comparisonsIn(context, test.right)];
  if (test.kind === 'unary') return comparisonsIn(context, test.operand);
  if (test.kind !== 'binary' || !/^[<>]=?$/.test(test.operator)) return [];
  const sides = [labelOf(context, test.left), labelOf(context, test.right)] as const;
  return [{ sides, limit: numberOf(context, test.right) ?? numberOf(context, test.left) }];
}

function numberOf(context: Context, side: Expression): number | undefined {
  if (side.kind === 'literal') return typeof side.value === 'number' ? side.value : undefined;
  if (side.kind !== 'name') return undefined;
  const cell = context.scope.find(side.name);
  const value = cell && context.machine.store.get(cell);
  return value?.kind === 'scalar' && typeof value.value === 'number' ? value.value : undefined;
}

/**
 * Keeping the newest `keep` items moves the front on every turn, unless it waits for a limit that lies above what is kept: then the
 * front stays where it is until that limit is reached again.
 */
export function keepsMoving(context: Context, keep: AbstractValue): boolean {
  const label = sourceOf(context, keep).replace(/^-\s*\(?|\)$/g, '');
  const count = keep.kind === 'scalar' && typeof keep.value === 'number' ? Math.abs(keep.value) : undefined;
  if (count !== undefined && count < few) return false;
  return limits(context).every(({ comparisons }) =>
    comparisons.some(
      ({ sides, limit }) =>
        (count !== undefined && limit !== undefined && Math.abs(limit - count) <= few) ||
        (label !== '' && sides.some((side) => side === label || label.endsWith(`- ${side}`))),
    ),
  );
}

/** Dropping the oldest items one at a time until the rest just fits: the next turn is too much again. */
export function dropsOneByOne(context: Context): boolean {
  const { guards } = context.machine;
  const own = guards.at(-1);
  const sizes = own?.comparisons.filter(isSize) ?? [];
  if (sizes.length === 0) return false;
  return limits(context).every(({ comparisons }) => comparisons.some((one) => sizes.some((size) => isSame(one, size))));
}

/** Conditions around that compare sizes. */
function limits({ machine }: Context): readonly Guard[] {
  return machine.guards.filter(({ form, comparisons }) => form === 'if' && comparisons.some(isSize));
}

function isSize({ limit }: Comparison): boolean {
  return limit === undefined || limit > few;
}

function isSame(a: Comparison, b: Comparison): boolean {
  const [left, right] = a.sides;
  return b.sides.includes(left) && b.sides.includes(right);
}

/** Source text of a value written in the module that is being run. */
export function sourceOf(context: Context, { place }: AbstractValue): string {
  return place.path === context.record.path ? labelOf(context, place) : '';
}
