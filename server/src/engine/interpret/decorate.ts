// What decorators make of a function: packages are handed it, wrappers of the workspace stand in for it, caches make it answer once.
import type { FunctionExpression } from '../model/index.ts';
import type { AbstractSymbol, AbstractValue } from './abstractValue.ts';
import { evaluate } from './evaluate.ts';
import { callValue } from './invoke.ts';
import { labelOf } from './labelOf.ts';
import { type Context, placeOf } from './machine.ts';
import { madeBy, noteUse } from './made.ts';
import { functionKey } from './reach.ts';

const caches = /^functools:(?:lru_cache|cache)(?:\.\(.*\))?$/;

/** The value that the name of the function is bound to. */
export function decorate(context: Context, fn: FunctionExpression): AbstractValue {
  const decorators = fn.decorators.map((one) => ({ value: evaluate(context, one), label: labelOf(context, one) }));
  let bound = evaluate(context, fn);
  for (const { value, label } of decorators.reverse()) {
    if (value.kind === 'closure') bound = wrapped(context, fn, value, bound, label);
    else if (value.kind !== 'symbol') continue;
    else if (bound.kind === 'closure' && caches.test(`${value.package}:${value.path.join('.')}`))
      bound = { ...bound, once: true };
    else hand(context, fn, value, bound);
  }
  return bound;
}

/** What a decorator of a package makes of the function is not known: the name stays bound to the function itself. */
function hand(context: Context, fn: FunctionExpression, decorator: AbstractSymbol, bound: AbstractValue): void {
  if (decorator.made === undefined) return;
  const place = placeOf(context, fn);
  const path = [...decorator.path, '()'];
  const args = { positional: [bound], keywords: new Map(), open: false };
  noteUse(context, { ...decorator, path, made: madeBy(context, decorator, path, args, place), place });
}

/** What makes a model call is followed as it is written: wrappers around it retry, log and measure. */
function wrapped(
  context: Context,
  fn: FunctionExpression,
  decorator: AbstractValue,
  bound: AbstractValue,
  label: string,
): AbstractValue {
  const { machine, record } = context;
  const args = { positional: [bound], keywords: new Map(), open: false };
  const wrapper = callValue(context, decorator, args, placeOf(context, fn), label);
  const isFollowed = machine.modules.reach(machine, record.path).functions.has(functionKey(fn));
  return !isFollowed && (wrapper.kind === 'closure' || wrapper.kind === 'reference') ? wrapper : bound;
}
