// Slices of lists and texts.
import { type Source, slicing } from '../model/index.ts';
import type { AbstractValue, HeapItem } from './abstractValue.ts';
import { windowFrom } from './cutFront.ts';
import { makeList } from './heap.ts';
import { literalText } from './inspect.ts';
import type { Context } from './machine.ts';
import { opaque, text, through } from './make.ts';

export function sliceOf(
  context: Context,
  object: AbstractValue,
  from: AbstractValue | undefined,
  to: AbstractValue | undefined,
  place: AbstractValue['place'],
): AbstractValue {
  const { store } = context.machine;
  const heap = object.kind === 'reference' ? store.get(object.cell) : undefined;
  if (heap?.kind === 'list') {
    const start =
      from === undefined ? 0 : from.kind === 'scalar' && typeof from.value === 'number' ? from.value : undefined;
    const end = to === undefined ? undefined : to.kind === 'scalar' && typeof to.value === 'number' ? to.value : null;
    const closed = !heap.rest && heap.items.every((item) => !item.repeated && item.presence === 'always');
    const window = (to === undefined ? windowFrom(context, heap, from, place) : undefined) ?? heap.window;
    if (closed && start !== undefined && end !== null) {
      return makeList(context, {
        ...heap,
        items: heap.items.slice(start, end),
        place,
        rest: undefined,
        membershipSource: heap.membershipSource,
        window,
      });
    }
    const items = heap.items.map((item): HeapItem => ({ ...item, presence: 'sometimes' }));
    const bounded = to === undefined ? (one: Source) => one : (one: Source) => through(one, { label: slicing, place });
    return makeList(context, {
      ...heap,
      items,
      place,
      rest: heap.rest && { ...heap.rest, source: bounded(heap.rest.source) },
      membershipSource: heap.membershipSource && bounded(heap.membershipSource),
      window,
    });
  }
  if (object.kind === 'opaque' || object.kind === 'symbol') {
    const cut = to === undefined ? windowFrom(context, undefined, from, place) : undefined;
    const window = cut ?? (object.kind === 'opaque' ? object.window : undefined);
    const sliced = to === undefined ? object.source : through(object.source, { label: slicing, place });
    const result = opaque(object.volatility, sliced, place, {
      chain: object.kind === 'opaque' ? object.chain : [],
    });
    return window ? { ...result, window } : result;
  }
  const known = literalText(object);
  if (
    known !== undefined &&
    (from === undefined || from.kind === 'scalar') &&
    (to === undefined || to.kind === 'scalar')
  ) {
    return text(known.slice(numberOf(from), numberOf(to)), place);
  }
  return object;
}

function numberOf(value: AbstractValue | undefined): number | undefined {
  return value?.kind === 'scalar' && typeof value.value === 'number' ? value.value : undefined;
}
