// Methods of lists and sets, those that change them in place included.
import { joinVolatility, stable, unknownVolatility, type Volatility } from '../../model/index.ts';
import type { Place } from '../../text/index.ts';
import type { AbstractArguments, AbstractReference, AbstractValue, HeapItem, HeapList } from '../abstractValue.ts';
import { windowAfterDrop } from '../cutFront.ts';
import { makeList } from '../heap.ts';
import { literalText, truth, varying } from '../inspect.ts';
import { callValue } from '../invoke.ts';
import { type Iteration, iterate } from '../iterate.ts';
import type { Context } from '../machine.ts';
import { choice, opaque, scalar, source, text, unknown } from '../make.ts';
import { replaceRange } from '../range.ts';
import { sliceOf } from '../slice.ts';
import { callTextMethod } from './text.ts';

const longestMapped = 60;

/** Maps item by item while the list is known; what repeats stays one item that repeats. */
export function mapWith(
  context: Context,
  parts: Iteration,
  change: (item: AbstractValue, index: number | undefined) => AbstractValue,
  place: Place,
): AbstractReference {
  const few = parts.items.length <= longestMapped;
  const known = new Set(context.machine.sites.keys());
  const items = (few ? parts.items : parts.items.slice(0, 1)).map((item, index): HeapItem => {
    const value = change(item.value, item.repeated ? undefined : index);
    return {
      value,
      presence: item.presence,
      repeated: item.repeated || !few,
      place: value.place.path === place.path ? value.place : item.place,
    };
  });
  if (parts.rest) {
    const value = change(parts.rest, undefined);
    items.push({ value, presence: 'sometimes', repeated: true, place: value.place });
  }
  const list = makeList(context, {
    items,
    order: parts.order,
    membership: parts.membership,
    membershipSource: parts.membershipSource,
    window: parts.window,
    place,
  });
  context.machine.noteStarted(list.cell, known);
  return list;
}

export function callListMethod(
  context: Context,
  name: string,
  self: AbstractReference,
  heap: HeapList,
  args: AbstractArguments,
  place: Place,
  label: string,
): AbstractValue {
  const { machine } = context;
  const { store } = machine;
  const [first, second] = args.positional;
  const change = (parts: Partial<HeapList>) => store.set(self.cell, { ...heap, ...parts });
  const call = (fn: AbstractValue, ...values: AbstractValue[]) =>
    callValue(context, fn, { positional: values, keywords: new Map(), open: false }, place, label);
  switch (name) {
    case 'append':
    case 'push':
    case 'add': {
      const items = [
        ...heap.items,
        ...args.positional.map((value): HeapItem => ({ value, presence: 'always', repeated: false, place })),
      ];
      if (args.open) {
        change({ items, rest: heap.rest ?? unknown('unresolved', label, place) });
        return scalar(undefined, place);
      }
      change({ items: heap.form === 'set' ? distinct(items) : items });
      return name === 'add' ? self : scalar(undefined, place);
    }
    case 'extend':
    case 'update': {
      if (!first) return scalar(undefined, place);
      const more = iterate(context, first, place, label);
      change(joined(heap, more));
      return scalar(undefined, place);
    }
    case 'unshift':
    case 'insert': {
      const values = name === 'insert' ? args.positional.slice(1) : args.positional;
      const at = name === 'insert' && first?.kind === 'scalar' && typeof first.value === 'number' ? first.value : 0;
      const more = values.map(
        (value): HeapItem => ({ value, presence: 'always', repeated: false, place: value.place }),
      );
      const rest = heap.rest ?? (args.open ? unknown('unresolved', label, place) : undefined);
      change({ items: [...heap.items.slice(0, at), ...more, ...heap.items.slice(at)], ...(rest ? { rest } : {}) });
      return scalar(undefined, place);
    }
    case 'pop':
    case 'popleft':
    case 'shift': {
      const fromEnd = name === 'pop' && !(first?.kind === 'scalar' && first.value === 0);
      const taken = fromEnd ? heap.items.at(-1) : heap.items[0];
      const cut = fromEnd ? undefined : windowAfterDrop(context, heap, undefined, place);
      // What is dropped only when there is too much stands there as long as there is not.
      if (cut)
        change({
          items: heap.items.map((item, at) => (at === 0 ? { ...item, presence: 'sometimes' } : item)),
          window: cut,
        });
      else if (taken && !taken.repeated) change({ items: fromEnd ? heap.items.slice(0, -1) : heap.items.slice(1) });
      return taken?.value ?? heap.rest ?? unknown('unresolved', label, place);
    }
    case 'clear':
      change({ items: [] });
      return scalar(undefined, place);
    case 'concat':
    case 'union': {
      let parts: ReturnType<typeof joined> = heap;
      for (const value of args.positional) {
        const list =
          value.kind === 'reference' || value.kind === 'opaque' || value.kind === 'symbol' || value.kind === 'choice';
        const more: Iteration = list
          ? iterate(context, value, place, label)
          : {
              items: [{ value, presence: 'always', repeated: false, place }],
              order: { fixed: true },
              membership: stable,
            };
        parts = joined({ ...heap, ...parts }, more);
      }
      return makeList(context, { ...parts, form: heap.form, place });
    }
    case 'map':
    case 'flatMap': {
      if (!first) return unknown('unresolved', label, place);
      const result = mapWith(
        context,
        heap,
        (item, index) =>
          call(
            first,
            item,
            index === undefined ? opaque(stable, source('counter', 'index', place), place) : scalar(index, place),
            self,
          ),
        place,
      );
      return name === 'map' ? result : flattened(context, result, place, label);
    }
    case 'flat':
      return flattened(context, self, place, label);
    case 'forEach':
      if (first) mapWith(context, heap, (item, index) => call(first, item, scalar(index, place)), place);
      return scalar(undefined, place);
    case 'filter':
      return filtered(context, heap, first, call, place);
    case 'find':
    case 'findLast':
    case 'at': {
      if (name === 'at' && first?.kind === 'scalar' && typeof first.value === 'number' && !heap.rest) {
        const found = heap.items.at(first.value);
        if (found) return found.value;
      }
      const values: AbstractValue[] = [];
      const ordered = name === 'findLast' ? [...heap.items].reverse() : heap.items;
      for (const item of ordered.slice(0, longestMapped)) {
        const fits = first && name !== 'at' ? truth(call(first, item.value), store) : undefined;
        if (fits === false) continue;
        values.push(item.value);
        if (fits === true && item.presence === 'always' && !item.repeated) break;
      }
      if (heap.rest && values.length === 0) values.push(heap.rest);
      return values.length ? choice(values, unknownVolatility, place) : scalar(undefined, place);
    }
    case 'some':
    case 'every':
    case 'findIndex':
    case 'includes':
    case 'index':
    case 'indexOf':
    case 'has':
    case 'count': {
      if (first && (name === 'some' || name === 'every' || name === 'findIndex'))
        for (const item of heap.items.slice(0, 4)) call(first, item.value);
      const { volatility, source: from } = varying(self, store);
      return opaque(volatility, from ?? source('external', label, place), place);
    }
    case 'reduce': {
      let sum = second ?? heap.items[0]?.value ?? unknown('unresolved', label, place);
      if (first) for (const item of heap.items.slice(0, longestMapped)) sum = call(first, sum, item.value);
      if (first && heap.rest) sum = choice([sum, call(first, sum, heap.rest)], heap.membership, place);
      return sum;
    }
    case 'join': {
      const separator = first ?? text(',', place);
      if (separator.kind === 'text' || separator.kind === 'scalar')
        return callTextMethod(
          context,
          'join',
          separator,
          { positional: [self], keywords: new Map(), open: false },
          place,
          label,
        );
      return unknown('unresolved', label, place);
    }
    case 'sort':
      change({ order: { fixed: true }, items: ordered(heap.items, args) });
      return self;
    case 'toSorted':
      return makeList(context, { ...heap, order: { fixed: true }, items: ordered(heap.items, args), place });
    case 'reverse':
      change({ items: [...heap.items].reverse() });
      return self;
    case 'toReversed':
      return makeList(context, { ...heap, items: [...heap.items].reverse(), place });
    case 'slice':
      return sliceOf(context, self, first, second, place);
    case 'splice': {
      const cut = second && args.positional.length === 2 ? windowAfterDrop(context, heap, second, place) : undefined;
      if (!first) return makeList(context, { items: [], place });
      const count = second?.kind === 'scalar' && typeof second.value === 'number' ? second.value : undefined;
      const start = first.kind === 'scalar' && typeof first.value === 'number' ? first.value : undefined;
      const end =
        start === undefined || count === undefined || (start < 0 && start + count >= 0) ? null : start + count;
      const items = args.positional
        .slice(2)
        .map((value): HeapItem => ({ value, presence: 'always', repeated: false, place: value.place }));
      const to = second && count === undefined ? second : scalar(end, place);
      const taken = replaceRange(context, self, { from: first, to }, makeList(context, { items, place }), place);
      const left = store.get(self.cell);
      if (cut && left?.kind === 'list') store.set(self.cell, { ...left, window: cut });
      return taken;
    }
    case 'copy':
    case 'values':
    case 'with':
      return makeList(context, { ...heap, place });
    case 'keys':
      return makeList(context, {
        items: heap.items.map((item, index): HeapItem => ({ ...item, value: scalar(index, place) })),
        place,
      });
    case 'entries':
      return mapWith(
        context,
        heap,
        (item, index) =>
          makeList(context, {
            items: [scalar(index, place), item].map(
              (value): HeapItem => ({ value, presence: 'always', repeated: false, place }),
            ),
            place,
          }),
        place,
      );
    case 'delete':
    case 'discard':
    case 'remove':
      change({ items: heap.items.map((item): HeapItem => ({ ...item, presence: 'sometimes' })) });
      return scalar(undefined, place);
    default:
      return unknown('unresolved', label, place);
  }
}

function distinct(items: readonly HeapItem[]): readonly HeapItem[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const known = literalText(item.value);
    if (known === undefined) return true;
    if (seen.has(known)) return false;
    seen.add(known);
    return true;
  });
}

function joined(heap: HeapList, more: Iteration): HeapList {
  const rest = heap.rest ?? more.rest;
  const membershipSource = heap.membershipSource ?? more.membershipSource;
  const window = heap.window ?? more.window;
  return {
    ...heap,
    items: [...heap.items, ...more.items],
    order: heap.order.fixed ? more.order : heap.order,
    membership: joinVolatility(heap.membership, more.membership),
    ...(rest ? { rest } : {}),
    ...(membershipSource ? { membershipSource } : {}),
    ...(window ? { window } : {}),
  };
}

function flattened(context: Context, list: AbstractReference, place: Place, label: string): AbstractValue {
  const heap = context.machine.store.get(list.cell);
  if (heap?.kind !== 'list') return list;
  let all: HeapList = { ...heap, items: [], place };
  for (const item of heap.items) {
    const isList = item.value.kind === 'reference' && context.machine.store.get(item.value.cell)?.kind === 'list';
    const more: Iteration =
      isList || item.value.kind === 'opaque'
        ? iterate(context, item.value, place, label)
        : { items: [item], order: { fixed: true }, membership: stable };
    all = joined(all, {
      ...more,
      items: more.items.map(
        (one): HeapItem => ({
          ...one,
          repeated: one.repeated || item.repeated,
          presence: item.presence === 'always' ? one.presence : 'sometimes',
        }),
      ),
    });
  }
  return makeList(context, all);
}

function filtered(
  context: Context,
  heap: HeapList,
  test: AbstractValue | undefined,
  call: (fn: AbstractValue, ...values: AbstractValue[]) => AbstractValue,
  place: Place,
): AbstractValue {
  const { store } = context.machine;
  if (test?.kind === 'symbol' && test.path.join('.') === 'Boolean') {
    const items = heap.items.filter((item) => truth(item.value, store) !== false);
    return makeList(context, {
      ...heap,
      items: items.map(
        (item): HeapItem =>
          truth(item.value, store) === undefined && item.value.kind === 'choice' ? withoutNothing(item) : item,
      ),
      place,
    });
  }
  const items: HeapItem[] = [];
  let membership: Volatility = heap.membership;
  let membershipSource = heap.membershipSource;
  const judge = (item: HeapItem) => {
    const result = test ? call(test, item.value) : unknown('unresolved', 'filter', place);
    const known = truth(result, store);
    if (known === false) return undefined;
    if (known === true) return item;
    const by = varying(result, store);
    membership = joinVolatility(membership, by.volatility);
    if (by.volatility.sureness !== 'unknown') membershipSource ??= by.source;
    return { ...item, presence: 'sometimes' } as const;
  };
  for (const item of heap.items.slice(0, longestMapped)) {
    const kept = judge(item);
    if (kept) items.push(kept);
  }
  if (heap.rest) judge({ value: heap.rest, presence: 'sometimes', repeated: true, place });
  return makeList(context, { ...heap, items, membership, membershipSource, place });
}

function withoutNothing(item: HeapItem): HeapItem {
  if (item.value.kind !== 'choice') return item;
  const options = item.value.options.filter((option) => !(option.kind === 'scalar' && !option.value));
  return { ...item, value: choice(options, item.value.by, item.value.place), presence: 'sometimes' };
}

function ordered(items: readonly HeapItem[], args: AbstractArguments): readonly HeapItem[] {
  if (args.positional.length || args.keywords.size || !items.every((item) => literalText(item.value) !== undefined))
    return items;
  return [...items].sort((a, b) => ((literalText(a.value) ?? '') < (literalText(b.value) ?? '') ? -1 : 1));
}
