// Changes a stretch of a list in place: slices that are assigned to or deleted, and `splice`.
import type { Place } from '../text/index.ts';
import type { AbstractReference, AbstractValue, HeapItem } from './abstractValue.ts';
import { makeList } from './heap.ts';
import { iterate } from './iterate.ts';
import type { Context } from './machine.ts';

/** Half open; `null` and `undefined` stand for the ends of the list, negative positions count from its end. */
export interface Range {
  readonly from: AbstractValue;
  readonly to: AbstractValue;
}

/** The range of the `slice(from, to)` that Python passes for `x[from:to]`. */
export function replaced(index: AbstractValue): Range | undefined {
  if (index.kind !== 'symbol' || index.package !== 'builtins' || index.path[0] !== 'slice') return undefined;
  const [from, to] = index.made?.args.positional ?? [];
  return from && to && { from, to };
}

/** Puts the items of `value` in place of the range and gives what stood there. */
export function replaceRange(
  context: Context,
  list: AbstractReference,
  range: Range,
  value: AbstractValue | undefined,
  place: Place,
): AbstractValue {
  const { store } = context.machine;
  const heap = store.get(list.cell);
  if (heap?.kind !== 'list') return list;
  const more = value ? iterate(context, value, place, 'items') : undefined;
  const inserted = (more?.items ?? []).map((item): HeapItem => ({ ...item, place: item.value.place }));
  const closed = !heap.rest && heap.items.every((item) => !item.repeated && item.presence === 'always');
  const from = position(range.from, heap.items.length, closed, 0);
  const to = position(range.to, heap.items.length, closed, heap.items.length);
  const rest = heap.rest ?? more?.rest;
  const change = (items: readonly HeapItem[]) => store.set(list.cell, { ...heap, items, ...(rest ? { rest } : {}) });
  if (from === undefined || to === undefined) {
    const loose = (items: readonly HeapItem[]) => items.map((item): HeapItem => ({ ...item, presence: 'sometimes' }));
    change([...loose(heap.items), ...loose(inserted)]);
    return makeList(context, { ...heap, items: loose(heap.items), place });
  }
  change([...heap.items.slice(0, from), ...inserted, ...heap.items.slice(Math.max(from, to))]);
  return makeList(context, { ...heap, items: heap.items.slice(from, to), place });
}

/** Undefined when it cannot be told which items are meant. */
function position(value: AbstractValue, length: number, closed: boolean, end: number): number | undefined {
  if (value.kind !== 'scalar') return undefined;
  if (value.value === null || value.value === undefined) return end;
  if (typeof value.value !== 'number') return undefined;
  if (value.value === 0) return 0;
  if (!closed) return undefined;
  return value.value < 0 ? Math.max(0, length + value.value) : Math.min(length, value.value);
}
