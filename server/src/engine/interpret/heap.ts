// Making lists and records on the heap.
import { type Order, type Source, stable, type Volatility } from '../model/index.ts';
import type { Place } from '../text/index.ts';
import type {
  AbstractClass,
  AbstractOpaque,
  AbstractReference,
  HeapField,
  HeapItem,
  HeapObject,
  Window,
} from './abstractValue.ts';
import { createCell } from './cell.ts';
import type { Context } from './machine.ts';

export interface ListParts {
  readonly form?: 'list' | 'tuple' | 'set';
  readonly items: readonly HeapItem[];
  readonly order?: Order;
  readonly membership?: Volatility;
  readonly membershipSource?: Source | undefined;
  readonly rest?: AbstractOpaque | undefined;
  readonly window?: Window | undefined;
  readonly place: Place;
}

export interface RecordParts {
  readonly fields: ReadonlyMap<string, HeapField>;
  readonly rest?: AbstractOpaque | undefined;
  readonly cls?: AbstractClass | undefined;
  readonly isMap?: boolean;
  readonly place: Place;
}

export function makeList(context: Context, parts: ListParts): AbstractReference {
  return allocate(context, {
    kind: 'list',
    form: parts.form ?? 'list',
    items: parts.items,
    order: parts.order ?? { fixed: true },
    membership: parts.membership ?? stable,
    ...(parts.rest ? { rest: parts.rest } : {}),
    ...(parts.membershipSource ? { membershipSource: parts.membershipSource } : {}),
    ...(parts.window ? { window: parts.window } : {}),
    place: parts.place,
  });
}

export function makeRecord(context: Context, parts: RecordParts): AbstractReference {
  return allocate(context, {
    kind: 'record',
    fields: parts.fields,
    isMap: parts.isMap ?? false,
    ...(parts.rest ? { rest: parts.rest } : {}),
    ...(parts.cls ? { cls: parts.cls } : {}),
    place: parts.place,
  });
}

function allocate(context: Context, object: HeapObject): AbstractReference {
  const cell = createCell<HeapObject>('object', context.machine.importingPath, object);
  return { kind: 'reference', cell, place: object.place };
}
