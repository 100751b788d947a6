// Turns abstract values into the immutable trees of the model, as they are at one moment.
import {
  type Arguments,
  type Field,
  type ListItem,
  type OpaqueValue,
  stable,
  unknownVolatility,
  type Value,
} from '../model/index.ts';
import type { AbstractArguments, AbstractOpaque, AbstractValue } from './abstractValue.ts';
import type { Store } from './cell.ts';
import { source } from './make.ts';

const deepest = 14;
const widest = 400;

export function freeze(value: AbstractValue, store: Store, depth = 0, open: readonly unknown[] = []): Value {
  switch (value.kind) {
    case 'text':
    case 'scalar':
      return value;
    case 'opaque':
      return freezeOpaque(value);
    case 'symbol':
      return {
        kind: 'symbol',
        package: value.package,
        path: value.path,
        volatility: value.volatility,
        source: value.source,
        place: value.place,
      };
    case 'choice':
      return { ...value, options: value.options.map((option) => freeze(option, store, depth + 1, open)) };
    case 'closure':
      return { kind: 'function', name: value.fn.name ?? '', place: value.place };
    case 'class':
      return { kind: 'function', name: value.cls.name ?? '', place: value.place };
    case 'native':
      return { kind: 'function', name: value.name, place: value.place };
    case 'namespace':
      return {
        kind: 'opaque',
        volatility: stable,
        source: source('external', 'module', value.place),
        chain: [],
        place: value.place,
      };
    case 'reference': {
      const heap = store.get(value.cell);
      if (!heap || depth > deepest || open.includes(value.cell)) {
        return {
          kind: 'opaque',
          volatility: unknownVolatility,
          source: source('unresolved', 'value', value.place),
          chain: [],
          place: value.place,
        };
      }
      const inside = [...open, value.cell];
      if (heap.kind === 'list') {
        const items = heap.items.slice(0, widest).map(
          (item): ListItem => ({
            value: freeze(item.value, store, depth + 1, inside),
            presence: item.presence,
            repeated: item.repeated,
            place: item.place,
          }),
        );
        return {
          kind: 'list',
          form: heap.form,
          items,
          order: heap.order,
          membership: heap.membership,
          ...(heap.rest ? { rest: freezeOpaque(heap.rest) } : {}),
          ...(heap.membershipSource ? { membershipSource: heap.membershipSource } : {}),
          place: heap.place,
        };
      }
      const fields = [...heap.fields].slice(0, widest).map(
        ([key, field]): Field => ({
          key,
          value: freeze(field.value, store, depth + 1, inside),
          presence: field.presence,
          place: field.place,
        }),
      );
      return {
        kind: 'record',
        fields,
        ...(heap.rest ? { rest: freezeOpaque(heap.rest) } : {}),
        ...(heap.cls ? { className: heap.cls.cls.name ?? '' } : {}),
        place: heap.place,
      };
    }
  }
}

function freezeOpaque(value: AbstractOpaque): OpaqueValue {
  return value;
}

export function freezeArguments(args: AbstractArguments, store: Store): Arguments {
  const positional = args.positional.map((value) => freeze(value, store));
  const fields = [...args.keywords].map(
    ([key, field]): Field => ({ key, value: freeze(field.value, store), presence: field.presence, place: field.place }),
  );
  const place = fields[0]?.place ?? positional[0]?.place ?? { path: '', start: 0, end: 0 };
  return {
    positional,
    keywords: { kind: 'record', fields, ...(args.keywordRest ? { rest: freezeOpaque(args.keywordRest) } : {}), place },
    open: args.open,
  };
}
