// What going over a value yields: the items of lists, the keys of dicts, unknown elements of anything else.
import { type Order, type Source, stable, type Volatility } from '../model/index.ts';
import type { Place } from '../text/index.ts';
import type { AbstractOpaque, AbstractValue, HeapItem, Window } from './abstractValue.ts';
import { literalText } from './inspect.ts';
import type { Context } from './machine.ts';
import { opaque, text, unknown } from './make.ts';

export interface Iteration {
  readonly items: readonly HeapItem[];
  readonly rest?: AbstractOpaque | undefined;
  readonly order: Order;
  readonly membership: Volatility;
  readonly membershipSource?: Source | undefined;
  readonly window?: Window | undefined;
}

export function iterate(context: Context, value: AbstractValue, place: Place, label: string): Iteration {
  const { store } = context.machine;
  switch (value.kind) {
    case 'reference': {
      const heap = store.get(value.cell);
      if (heap?.kind === 'list') return heap;
      if (heap?.kind === 'record') {
        if (heap.cls)
          return { items: [], rest: unknown('unresolved', label, place), order: { fixed: true }, membership: stable };
        const items = [...heap.fields].map(
          ([key, field]): HeapItem => ({
            value: text(key, field.place),
            presence: field.presence,
            repeated: false,
            place: field.place,
          }),
        );
        return { items, rest: heap.rest, order: { fixed: true }, membership: heap.rest?.volatility ?? stable };
      }
      break;
    }
    case 'text': {
      const known = literalText(value);
      if (known !== undefined && known.length <= 64) {
        const items = [...known].map(
          (one): HeapItem => ({
            value: text(one, value.place),
            presence: 'always',
            repeated: false,
            place: value.place,
          }),
        );
        return { items, order: { fixed: true }, membership: stable };
      }
      break;
    }
    case 'choice': {
      const all = value.options
        .filter((option) => option.kind !== 'scalar')
        .map((option) => iterate(context, option, place, label));
      const first = all[0];
      if (!first) return { items: [], order: { fixed: true }, membership: value.by };
      if (all.length === 1 && all.length === value.options.length) return first;
      return {
        items: all.flatMap((one) => one.items.map((item): HeapItem => ({ ...item, presence: 'sometimes' }))),
        rest: all.find((one) => one.rest)?.rest,
        order: all.find((one) => !one.order.fixed)?.order ?? { fixed: true },
        membership: value.by,
        window: all.find((one) => one.window)?.window,
      };
    }
    case 'opaque':
      return {
        items: [],
        rest: opaque(value.volatility, value.source, place, { chain: [...value.chain, '[]'] }),
        order: { fixed: true },
        membership: value.volatility,
        membershipSource: value.source,
        window: value.window,
      };
    case 'symbol':
      return {
        items: [],
        rest: opaque(value.volatility, value.source, place, { chain: ['[]'] }),
        order: { fixed: true },
        membership: value.volatility,
        membershipSource: value.source,
      };
    default:
      break;
  }
  return { items: [], rest: unknown('unresolved', label, place), order: { fixed: true }, membership: stable };
}
