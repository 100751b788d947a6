// `del x[key]` and `delete x.key`: takes members and items out of what holds them.
import type { Expression } from '../model/index.ts';
import type { AbstractValue, HeapItem } from './abstractValue.ts';
import { evaluate } from './evaluate.ts';
import { literalText } from './inspect.ts';
import type { Context } from './machine.ts';
import { scalar } from './make.ts';
import { type Range, replaced, replaceRange } from './range.ts';

/** Names that are deleted are not read again, so only members, items and slices matter. */
export function remove(context: Context, target: Expression): void {
  switch (target.kind) {
    case 'member':
      dropKey(context, evaluate(context, target.object), target.property);
      return;
    case 'index': {
      const object = evaluate(context, target.object);
      const index = evaluate(context, target.index);
      const key = literalText(index);
      if (key !== undefined) dropKey(context, object, key);
      dropItems(context, object, itemRange(index));
      return;
    }
    case 'slice': {
      const object = evaluate(context, target.object);
      const from = target.from ? evaluate(context, target.from) : scalar(null, object.place);
      const to = target.to ? evaluate(context, target.to) : scalar(null, object.place);
      dropItems(context, object, { from, to });
      return;
    }
    default:
  }
}

function dropKey(context: Context, object: AbstractValue, key: string): void {
  const { store } = context.machine;
  if (object.kind !== 'reference') return;
  const heap = store.get(object.cell);
  if (heap?.kind !== 'record' || !heap.fields.has(key)) return;
  const fields = new Map(heap.fields);
  fields.delete(key);
  store.set(object.cell, { ...heap, fields });
}

function dropItems(context: Context, object: AbstractValue, range: Range | undefined): void {
  const { store } = context.machine;
  const heap = object.kind === 'reference' ? store.get(object.cell) : undefined;
  if (heap?.kind !== 'list' || object.kind !== 'reference') return;
  if (range) replaceRange(context, object, range, undefined, object.place);
  else
    store.set(object.cell, {
      ...heap,
      items: heap.items.map((item): HeapItem => ({ ...item, presence: 'sometimes' })),
    });
}

/** The one item at a known position, as a range. */
function itemRange(index: AbstractValue): Range | undefined {
  const slice = replaced(index);
  if (slice) return slice;
  if (index.kind !== 'scalar' || typeof index.value !== 'number') return undefined;
  const end = index.value === -1 ? null : index.value + 1;
  return { from: index, to: scalar(end, index.place) };
}
