// Marks lists that lose their oldest items on every turn, however they are cut.
import type { Place } from '../text/index.ts';
import type { AbstractValue, HeapList, Window } from './abstractValue.ts';
import { dropsOneByOne, keepsMoving, sourceOf } from './guards.ts';
import type { Context } from './machine.ts';

/** `list[from:]`: the window that it leaves, when that moves with every turn. */
export function windowFrom(
  context: Context,
  list: HeapList | undefined,
  from: AbstractValue | undefined,
  place: Place,
): Window | undefined {
  if (from === undefined) return undefined;
  const written = sourceOf(context, from);
  const count = from.kind === 'scalar' && typeof from.value === 'number' ? from.value : undefined;
  const isNewest = count === undefined ? /^-|(?:\blength|\))\s*-\s*[\w(]/.test(written) : count < 0;
  if (isNewest) return keepsMoving(context, from) ? windowOf(context, list, place) : undefined;
  const isStep = count === 1 || count === 2;
  return isStep && dropsOneByOne(context) ? windowOf(context, list, place) : undefined;
}

/** `list.pop(0)`, `list.shift()`, `list.splice(0, count)`. */
export function windowAfterDrop(
  context: Context,
  list: HeapList,
  count: AbstractValue | undefined,
  place: Place,
): Window | undefined {
  const isStep =
    count === undefined || (count.kind === 'scalar' && typeof count.value === 'number' && count.value <= 2);
  if (isStep) return dropsOneByOne(context) ? windowOf(context, list, place) : undefined;
  return windowFrom(context, list, count.kind === 'scalar' ? undefined : count, place);
}

function windowOf({ machine }: Context, list: HeapList | undefined, place: Place): Window {
  const isClosed = list !== undefined && list.rest === undefined && list.items.every((item) => !item.repeated);
  return { place, round: machine.round, ...(isClosed ? { length: list.items.length } : {}) };
}
