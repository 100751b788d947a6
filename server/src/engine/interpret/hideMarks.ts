// Remembers of values that a function which sets cache marks has handled them: marks may be there that were not seen.
import type { AbstractValue, HeapObject } from './abstractValue.ts';
import type { Context } from './machine.ts';

/** Options, messages, a message, its blocks. */
const deepest = 4;

/** The value as it is afterwards; lists and records are changed where they are, so that their other names see it too. */
export function hideMarks(context: Context, value: AbstractValue, depth = 0): AbstractValue {
  if (depth > deepest) return value;
  const inside = (one: AbstractValue): AbstractValue => hideMarks(context, one, depth + 1);
  if (value.kind === 'opaque' || value.kind === 'symbol') return { ...value, marksHidden: true };
  if (value.kind === 'choice') return { ...value, options: value.options.map(inside) };
  if (value.kind !== 'reference') return value;
  const { store } = context.machine;
  const heap = store.get(value.cell);
  if (!heap || heap.marksHidden) return value;
  // Before its parts: they may hold it in turn.
  store.set(value.cell, { ...heap, marksHidden: true });
  store.set(value.cell, { ...withParts(heap, inside), marksHidden: true });
  return value;
}

function withParts(heap: HeapObject, to: (value: AbstractValue) => AbstractValue): HeapObject {
  if (heap.kind === 'list') return { ...heap, items: heap.items.map((item) => ({ ...item, value: to(item.value) })) };
  if (heap.cls) return heap;
  return {
    ...heap,
    fields: new Map([...heap.fields].map(([key, field]) => [key, { ...field, value: to(field.value) }])),
  };
}
