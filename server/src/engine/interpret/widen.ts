// Loosens what functions may have changed since: a module variable or field that is rewritten elsewhere is no constant.
import { joinVolatility, unknownVolatility, type Volatility } from '../model/index.ts';
import type { AbstractValue, HeapObject } from './abstractValue.ts';
import type { Store } from './cell.ts';
import { choice, likely, opaque, source } from './make.ts';
import type { Mutation } from './mutations.ts';

/**
 * The value of a variable that functions assign or mutate. Writes what must change to the heap into `store`. `changes` is `request` when
 * the functions make the model calls themselves, so that each of their runs changes it once.
 */
export function widened(
  value: AbstractValue,
  mutation: Mutation,
  name: string,
  store: Store,
  known: boolean,
  changes: 'call' | 'request' = 'call',
): AbstractValue {
  const from = source('mutable-state', name, value.place);
  // A function that already ran while the module was read has had its effect; whether it runs again is unknown.
  const volatility: Volatility = known ? unknownVolatility : likely(changes);
  if (value.kind === 'reference') {
    const heap = store.get(value.cell);
    if (heap && mutation.mutated) store.set(value.cell, loosened(heap, volatility, from));
    return value;
  }
  if (!mutation.assigned && !mutation.mutated) return value;
  if (value.kind === 'text' || value.kind === 'scalar') {
    const isUnset = value.kind === 'scalar' && (value.value === null || value.value === undefined);
    // A variable that starts empty is filled once, lazily, more often than it is a counter.
    if (isUnset)
      return choice(
        [value, opaque(unknownVolatility, from, value.place, { chain: [name] })],
        unknownVolatility,
        value.place,
      );
    return opaque(volatility, from, value.place, { chain: [name] });
  }
  return value;
}

function loosened(heap: HeapObject, volatility: Volatility, from: ReturnType<typeof source>): HeapObject {
  if (heap.kind === 'record' && heap.cls) return heap;
  const rest = heap.rest ?? opaque(volatility, from, heap.place, { chain: [from.label] });
  if (heap.kind === 'record') return { ...heap, rest };
  return {
    ...heap,
    rest,
    membership: joinVolatility(heap.membership, volatility),
    membershipSource: heap.membershipSource ?? from,
  };
}
