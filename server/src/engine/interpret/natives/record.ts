// Methods of dicts, maps and plain records.
import { stable, unknownVolatility } from '../../model/index.ts';
import type { Place } from '../../text/index.ts';
import type {
  AbstractArguments,
  AbstractReference,
  AbstractValue,
  HeapField,
  HeapItem,
  HeapRecord,
} from '../abstractValue.ts';
import { mergeInto, setIndex } from '../assign.ts';
import { makeList, makeRecord } from '../heap.ts';
import { literalText, varying } from '../inspect.ts';
import { callValue } from '../invoke.ts';
import type { Context } from '../machine.ts';
import { choice, opaque, scalar, source, text } from '../make.ts';
import { getIndex } from '../member.ts';
import { noteStoreAccess } from '../noteFacts.ts';
import { spreadInto } from '../spreadInto.ts';

export function callRecordMethod(
  context: Context,
  name: string,
  self: AbstractReference,
  heap: HeapRecord,
  args: AbstractArguments,
  place: Place,
  label: string,
): AbstractValue {
  const { store } = context.machine;
  const [first, second] = args.positional;
  const key = first && literalText(first);
  noteStoreAccess(context, label, undefined, name, args, place);
  switch (name) {
    case 'get': {
      const field = key === undefined ? undefined : heap.fields.get(key);
      if (field?.presence === 'always') return field.value;
      if (field) return choice([field.value, second ?? scalar(undefined, place)], stable, place);
      if (key !== undefined && !heap.rest) return second ?? scalar(undefined, place);
      return first ? getIndex(context, self, first, place) : scalar(undefined, place);
    }
    case 'set':
      if (first && second) setIndex(context, self, first, second, place);
      return self;
    case 'setdefault': {
      if (key !== undefined && heap.fields.has(key)) return heap.fields.get(key)?.value ?? scalar(undefined, place);
      if (first && second) setIndex(context, self, first, second, place);
      return second ?? scalar(undefined, place);
    }
    case 'update': {
      const fields: [string, HeapField][] = [...args.keywords];
      const rest = first
        ? spreadInto(context, first, (name2, field) => fields.push([name2, field]), args.keywordRest, place)
        : args.keywordRest;
      mergeInto(context, self, fields, rest);
      return scalar(undefined, place);
    }
    case 'pop':
    case 'delete': {
      const field = key === undefined ? undefined : heap.fields.get(key);
      if (key !== undefined && field) {
        const fields = new Map(heap.fields);
        fields.delete(key);
        store.set(self.cell, { ...heap, fields });
      }
      return field?.value ?? second ?? scalar(undefined, place);
    }
    case 'keys':
    case 'values':
    case 'items':
    case 'entries':
      return listOf(context, heap, name, place, label);
    case 'copy':
      return makeRecord(context, { fields: heap.fields, rest: heap.rest, isMap: heap.isMap, place });
    case 'clear':
      store.set(self.cell, { kind: 'record', fields: new Map(), isMap: heap.isMap, place: heap.place });
      return scalar(undefined, place);
    case 'forEach':
      if (first) {
        for (const [name2, field] of [...heap.fields].slice(0, 40)) {
          callValue(
            context,
            first,
            { positional: [field.value, text(name2, field.place)], keywords: new Map(), open: false },
            place,
            label,
          );
        }
        if (heap.rest)
          callValue(
            context,
            first,
            { positional: [heap.rest, heap.rest], keywords: new Map(), open: false },
            place,
            label,
          );
      }
      return scalar(undefined, place);
    default: {
      const { volatility, source: from } = varying(self, store);
      return opaque(
        volatility.sureness === 'sure' ? volatility : unknownVolatility,
        from ?? source('external', label, place),
        place,
      );
    }
  }
}

function listOf(
  context: Context,
  heap: HeapRecord,
  name: 'keys' | 'values' | 'items' | 'entries',
  place: Place,
  label: string,
): AbstractValue {
  const items = [...heap.fields].map(([key, field]): HeapItem => {
    const keyed = text(key, field.place);
    const value =
      name === 'keys'
        ? keyed
        : name === 'values'
          ? field.value
          : makeList(context, {
              form: 'tuple',
              items: [keyed, field.value].map(
                (one): HeapItem => ({ value: one, presence: 'always', repeated: false, place: field.place }),
              ),
              place: field.place,
            });
    return { value, presence: field.presence, repeated: false, place: field.place };
  });
  const rest =
    heap.rest && opaque(heap.rest.volatility, heap.rest.source, place, { chain: [...heap.rest.chain, label] });
  return makeList(context, {
    items,
    rest,
    membership: heap.rest?.volatility ?? stable,
    membershipSource: heap.rest?.source,
    place,
  });
}
