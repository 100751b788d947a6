// Spreads records into records.
import type { AbstractValue, HeapField, HeapRecord } from './abstractValue.ts';
import type { Context } from './machine.ts';
import { opaque } from './make.ts';
import { getMember } from './member.ts';

/** `...value` inside a record: known fields are copied, conditional ones become sometimes fields. */
export function spreadInto(
  context: Context,
  value: AbstractValue,
  put: (key: string, field: HeapField) => void,
  rest: HeapRecord['rest'],
  place: AbstractValue['place'],
): HeapRecord['rest'] {
  if (value.kind === 'scalar') return rest;
  if (value.kind === 'choice') {
    let result = rest;
    for (const option of value.options) {
      result = spreadInto(
        context,
        option,
        (key, field) => put(key, { ...field, presence: 'sometimes' }),
        result,
        place,
      );
    }
    return result;
  }
  const heap = value.kind === 'reference' ? context.machine.store.get(value.cell) : undefined;
  if (heap?.kind === 'record') {
    for (const [key, field] of heap.fields) {
      if (!field.isGetter) put(key, field);
      else
        put(key, { value: getMember(context, value, key, field.place), presence: field.presence, place: field.place });
    }
    return rest ?? heap.rest;
  }
  if (value.kind === 'opaque' || value.kind === 'symbol') {
    return rest ?? opaque(value.volatility, value.source, place, { chain: value.kind === 'opaque' ? value.chain : [] });
  }
  return rest;
}
