// Binds values to targets: names, members, subscripts and patterns.
import { type Expression, stable, type Target } from '../model/index.ts';
import type { Place } from '../text/index.ts';
import type { AbstractValue, HeapField, HeapItem, HeapRecord } from './abstractValue.ts';
import { findMember } from './classes.ts';
import { evaluate } from './evaluate.ts';
import { evaluateIndex } from './evaluateIndex.ts';
import { makeList, makeRecord } from './heap.ts';
import { literalText, varying } from './inspect.ts';
import { callValue } from './invoke.ts';
import { iterate } from './iterate.ts';
import { typeVolatility } from './knowledge/types.ts';
import { labelOf } from './labelOf.ts';
import { type Context, placeOf } from './machine.ts';
import { choice, opaque, scalar, source } from './make.ts';
import { getIndex, getMember } from './member.ts';
import { noteStoreIndex } from './noteFacts.ts';
import { replaced, replaceRange } from './range.ts';
import type { Scope } from './scope.ts';

/** Stores `value`. `place` is the statement, which a later fix may want to edit. */
export function assign(
  context: Context,
  target: Target,
  value: AbstractValue,
  place: Place,
  declares: 'const' | 'let' | 'var' | undefined,
): void {
  switch (target.kind) {
    case 'name':
      bindName(context, target.name, value, declares);
      return;
    case 'member':
      setField(context, ownerOf(context, target.object, target.property), target.property, value, place);
      return;
    case 'index': {
      const object = evaluate(context, target.object);
      const index = evaluateIndex(context, target);
      noteStoreIndex(context, labelOf(context, target.object), index, value, place);
      setIndex(context, object, index, value, place);
      return;
    }
    case 'listPattern': {
      const parts = iterate(context, value, placeOf(context, target), labelOf(context, target));
      const closed = !parts.rest && parts.items.every((item) => !item.repeated);
      target.items.forEach((item, index) => {
        if (!item) return;
        if (item.rest) {
          const items = closed ? parts.items.slice(index) : parts.items;
          assign(
            context,
            item.target,
            makeList(context, { ...parts, items, place: placeOf(context, target) }),
            place,
            declares,
          );
          return;
        }
        const found = closed ? parts.items[index]?.value : undefined;
        const element =
          found ??
          (closed
            ? scalar(undefined, place)
            : getIndex(context, value, scalar(index, place), placeOf(context, item.target)));
        assign(context, item.target, withFallback(context, element, item.fallback), place, declares);
      });
      return;
    }
    case 'recordPattern': {
      const taken = new Set(target.fields.map((field) => field.key));
      for (const field of target.fields) {
        const element = getMember(context, value, field.key, placeOf(context, field.target));
        assign(context, field.target, withFallback(context, element, field.fallback), place, declares);
      }
      if (target.rest) assign(context, target.rest, without(context, value, taken, place), place, declares);
      return;
    }
    case 'unknown':
      for (const child of target.children) evaluate(context, child);
  }
}

/** An object that was handed in remembers what is written to it: the variable stands for a record with the rest unknown from then on. */
function ownerOf(context: Context, expression: Expression, key: string): AbstractValue {
  const object = evaluate(context, expression);
  const isHandedIn = object.kind === 'opaque' && object.source.kind === 'parameter' && object.chain.length === 1;
  if (!isHandedIn || expression.kind !== 'name' || marks.test(key) || isTyped(object.type)) return object;
  const record = makeRecord(context, { fields: new Map(), rest: object, place: object.place });
  bindName(context, expression.name, record, undefined);
  return record;
}

/** Of a type whose members mean something by themselves. */
function isTyped(type: string | undefined): boolean {
  return type !== undefined && typeVolatility(type) !== undefined;
}

function withFallback(
  context: Context,
  value: AbstractValue,
  fallback: Parameters<typeof evaluate>[1] | undefined,
): AbstractValue {
  if (!fallback) return value;
  if (value.kind === 'scalar' && value.value === undefined) return evaluate(context, fallback);
  if (value.kind === 'opaque' && value.volatility.sureness === 'unknown') {
    return choice([value, evaluate(context, fallback)], stable, value.place);
  }
  return value;
}

function without(context: Context, value: AbstractValue, taken: ReadonlySet<string>, place: Place): AbstractValue {
  const heap = value.kind === 'reference' ? context.machine.store.get(value.cell) : undefined;
  if (heap?.kind !== 'record') return value;
  const fields = new Map([...heap.fields].filter(([key]) => !taken.has(key)));
  return makeRecord(context, { fields, place, rest: heap.rest });
}

export function bindName(
  context: Context,
  name: string,
  value: AbstractValue,
  declares: 'const' | 'let' | 'var' | undefined,
): void {
  const { scope, machine } = context;
  if (machine.pinned.size > 0 && scope.form === 'module') {
    const known = scope.names.get(name);
    if (known && machine.pinned.has(known)) return;
  }
  if (declares === 'const' || declares === 'let') {
    machine.store.set(scope.declare(name), value);
    return;
  }
  if (declares === 'var') {
    machine.store.set(scope.home.declare(name), value);
    return;
  }
  machine.store.set(cellForPlain(context, scope, name), value);
}

/** Where a plain assignment binds: an enclosing binding in JavaScript, the function's own scope in Python. */
function cellForPlain(context: Context, scope: Scope, name: string) {
  if (context.record.module.language !== 'python') return scope.find(name) ?? scope.module.declare(name);
  const home = scope.home;
  const outer = home.outer.get(name);
  if (outer === 'global') return home.module.declare(name);
  if (outer === 'nonlocal') return home.parent?.find(name) ?? home.declare(name);
  // Names of a comprehension or a with-block live in block scopes between here and the function.
  for (let at: Scope | undefined = scope; at && at !== home.parent; at = at.parent) {
    const cell = at.names.get(name);
    if (cell) return cell;
  }
  return home.declare(name);
}

/** Keys that set a cache breakpoint in one SDK or another. */
const marks = /^(?:cache_control|cacheControl|cache_point|cachePoint)$/;

export function setField(
  context: Context,
  object: AbstractValue,
  key: string,
  value: AbstractValue,
  place: Place,
): void {
  const { store } = context.machine;
  if (object.kind === 'choice') {
    for (const option of object.options) setField(context, option, key, value, place);
    return;
  }
  if (object.kind === 'class') {
    setField(context, { kind: 'reference', cell: object.statics, place: object.place }, key, value, place);
    return;
  }
  if (object.kind !== 'reference') {
    if (marks.test(key)) context.machine.marks.lost = true;
    return;
  }
  const heap = store.get(object.cell);
  if (heap?.kind !== 'record') return;
  if (heap.cls) {
    const setter = findMember(context, heap.cls, key, 'setter');
    if (setter) {
      callValue(
        context,
        { ...setter, self: object },
        { positional: [value], keywords: new Map(), open: false },
        place,
        key,
      );
      return;
    }
  }
  const fields = new Map(heap.fields);
  fields.set(key, { value, presence: 'always', place });
  store.set(object.cell, { ...heap, fields });
}

export function setIndex(
  context: Context,
  object: AbstractValue,
  index: AbstractValue,
  value: AbstractValue,
  place: Place,
): void {
  const { store } = context.machine;
  const heap = object.kind === 'reference' ? store.get(object.cell) : undefined;
  if (object.kind === 'choice') {
    for (const option of object.options) setIndex(context, option, index, value, place);
    return;
  }
  if (!heap || object.kind !== 'reference') {
    if (marks.test(literalText(index) ?? '')) context.machine.marks.lost = true;
    return;
  }
  if (heap.kind === 'record') {
    const key = literalText(index);
    if (key !== undefined) {
      setField(context, object, key, value, place);
      return;
    }
    const { volatility } = varying(value, store);
    const known = varying(index, store).source;
    const rest: HeapRecord['rest'] = opaque(
      volatility,
      known ?? source('unresolved', labelOf(context, place), place),
      place,
    );
    store.set(object.cell, { ...heap, rest: heap.rest ?? rest });
    return;
  }
  const range = replaced(index);
  if (range) {
    replaceRange(context, object, range, value, place);
    return;
  }
  const at = index.kind === 'scalar' && typeof index.value === 'number' ? index.value : undefined;
  const position = at !== undefined && at < 0 ? heap.items.length + at : at;
  const target = position === undefined ? undefined : heap.items[position];
  const one: HeapItem = { value, presence: 'always', repeated: false, place };
  const items = target
    ? heap.items.flatMap((item): readonly HeapItem[] => {
        if (item !== target) return [item];
        if (!item.repeated) return [{ ...item, value, place }];
        // One of many is replaced, the first or the last of them; the others stay.
        return (at ?? 0) < 0 ? [item, one] : [one, item];
      })
    : heap.items.map((item): HeapItem => ({ ...item, value: choice([item.value, value], stable, item.place) }));
  store.set(object.cell, { ...heap, items });
}

/** Adds every field of `from` to the record in place (`Object.assign`, `dict.update`). */
export function mergeInto(
  context: Context,
  target: AbstractValue,
  fields: Iterable<readonly [string, HeapField]>,
  rest: HeapRecord['rest'],
): void {
  const { store } = context.machine;
  const heap = target.kind === 'reference' ? store.get(target.cell) : undefined;
  if (heap?.kind !== 'record' || target.kind !== 'reference') return;
  const all = new Map(heap.fields);
  for (const [key, field] of fields) all.set(key, field);
  const open = heap.rest ?? rest;
  store.set(target.cell, { ...heap, fields: all, ...(open ? { rest: open } : {}) });
}
