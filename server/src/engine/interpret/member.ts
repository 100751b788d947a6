// Reading members and subscripts of every kind of value.
import { joinVolatility, stable, unknownVolatility } from '../model/index.ts';
import type { Place } from '../text/index.ts';
import type { AbstractClass, AbstractOpaque, AbstractValue, HeapItem, HeapRecord } from './abstractValue.ts';
import { type FoundMember, findMember, staticReceiver } from './classes.ts';
import { isFunctionMethod } from './functionMethods.ts';
import { countOfSome, isFilled, literalText, varying } from './inspect.ts';
import { callValue } from './invoke.ts';
import { iterate } from './iterate.ts';
import { dateMember } from './knowledge/dates.ts';
import { isConfiguration } from './knowledge/names.ts';
import { isEnvironment, symbolMember } from './knowledge/symbols.ts';
import type { Context } from './machine.ts';
import { choice, opaque, scalar, source, text, unknown } from './make.ts';
import { exportOf } from './modules.ts';
import { isNative } from './natives/names.ts';

export function getMember(context: Context, object: AbstractValue, property: string, place: Place): AbstractValue {
  const { machine } = context;
  switch (object.kind) {
    case 'reference': {
      const heap = machine.store.get(object.cell);
      if (!heap) return unknown('unresolved', property, place);
      if (heap.kind === 'list') {
        if (
          property === 'length' &&
          !heap.rest &&
          heap.items.every((item) => !item.repeated && item.presence === 'always')
        ) {
          return scalar(heap.items.length, place);
        }
        if (isNative('list', property)) return { kind: 'native', name: property, self: object, place };
        const { volatility, source: from } = varying(object, machine.store);
        const type = property === 'length' && isFilled(heap) ? countOfSome : undefined;
        return opaque(volatility, from ?? source('unresolved', property, place), place, { chain: [property], type });
      }
      return recordMember(context, object, heap, property, place);
    }
    case 'symbol':
      return symbolMember(object, property, place);
    case 'namespace': {
      const found = exportOf(machine, object.path, property);
      return found ?? unknown('unresolved', property, place);
    }
    case 'class':
      return classMember(context, object, property, place);
    case 'text':
    case 'scalar':
      if (object.kind === 'scalar' && (object.value === undefined || object.value === null))
        return unknown('unresolved', property, place);
      if (isNative('text', property)) return { kind: 'native', name: property, self: object, place };
      // Members of an enumeration are kept as their values.
      if (property === 'value') return object;
      return unknown('unresolved', property, place);
    case 'choice': {
      const real = object.options.filter(
        (option) => !(option.kind === 'scalar' && (option.value === undefined || option.value === null)),
      );
      return choice(
        real.map((option) => getMember(context, option, property, place)),
        object.by,
        place,
      );
    }
    case 'opaque':
      return opaqueMember(object, property, place, `.${property}`);
    case 'closure':
      if (isFunctionMethod(property) || property === '__get__') {
        return { kind: 'native', name: property, self: object, place };
      }
      if (property === 'name' || property === '__name__') return text(object.fn.name ?? '', place);
      if (property === '__doc__' && object.fn.doc !== undefined) return text(object.fn.doc, place);
      return unknown('unresolved', property, place);
    case 'native':
      return unknown('unresolved', property, place);
  }
}

function opaqueMember(object: AbstractOpaque, property: string, place: Place, written: string): AbstractValue {
  const { volatility, chain } = object;
  // Each variable of the environment is a source of its own.
  const from = isEnvironment(object) ? { ...object.source, label: `${object.source.label}${written}` } : object.source;
  const known = isConfiguration(from, property) ? unknownVolatility : volatility;
  return dateMember(object, property, place) ?? opaque(known, from, place, { chain: [...chain, property] });
}

function recordMember(
  context: Context,
  object: Extract<AbstractValue, { kind: 'reference' }>,
  heap: HeapRecord,
  property: string,
  place: Place,
): AbstractValue {
  const field = heap.isMap ? undefined : heap.fields.get(property);
  if (field?.isGetter) return readGetter(context, field.value, property, place);
  if (field) {
    return field.presence === 'always' ? field.value : choice([field.value, scalar(undefined, place)], stable, place);
  }
  if (heap.cls) {
    const getter = findMember(context, heap.cls, property, 'getter');
    if (getter)
      return callValue(
        context,
        { ...getter, self: object },
        { positional: [], keywords: new Map(), open: false },
        place,
        property,
      );
    const member = classMember(context, heap.cls, property, place, object);
    if (member.kind !== 'opaque' || member.source.kind !== 'unresolved') return member;
    const external = externalBase(heap.cls);
    if (external) return opaque(stable, source('external', property, place), place, { chain: [property] });
    return opaque(
      { ...stable, sureness: 'unknown' },
      heap.rest?.source ?? source('unresolved', property, place),
      place,
      {
        chain: [property],
      },
    );
  }
  if (isNative('record', property)) return { kind: 'native', name: property, self: object, place };
  if (heap.rest)
    return opaque(heap.rest.volatility, heap.rest.source, place, { chain: [...heap.rest.chain, property] });
  return scalar(undefined, place);
}

function readGetter(context: Context, getter: AbstractValue, property: string, place: Place): AbstractValue {
  return callValue(context, getter, { positional: [], keywords: new Map(), open: false }, place, property);
}

function externalBase(cls: AbstractClass): AbstractValue | undefined {
  for (const base of cls.bases) {
    if (base.kind === 'symbol') return base;
    if (base.kind === 'class') {
      const found = externalBase(base);
      if (found) return found;
    }
  }
  return undefined;
}

function classMember(
  context: Context,
  cls: AbstractClass,
  property: string,
  place: Place,
  self?: AbstractValue,
): AbstractValue {
  const method = findMember(context, cls, property, 'method');
  if (method) return method.isStatic ? bound(method, staticReceiver(method, cls)) : self ? bound(method, self) : method;
  for (let at: AbstractClass | undefined = cls; at; at = localBase(at)) {
    const statics = context.machine.store.get(at.statics);
    const field = statics?.kind === 'record' ? statics.fields.get(property) : undefined;
    if (field) return field.value;
  }
  return unknown('unresolved', property, place);
}

function bound(member: FoundMember, self: AbstractValue | undefined): AbstractValue {
  return self ? { ...member, self } : member;
}

function localBase(cls: AbstractClass): AbstractClass | undefined {
  return cls.bases.find((base) => base.kind === 'class');
}

export function getIndex(context: Context, object: AbstractValue, index: AbstractValue, place: Place): AbstractValue {
  const { machine } = context;
  if (object.kind === 'choice') {
    return choice(
      object.options
        .filter((option) => option.kind !== 'scalar')
        .map((option) => getIndex(context, option, index, place)),
      object.by,
      place,
    );
  }
  const key = literalText(index);
  const heap = object.kind === 'reference' ? machine.store.get(object.cell) : undefined;
  if (heap?.kind === 'record') {
    if (key !== undefined) {
      const field = heap.fields.get(key);
      if (field?.isGetter) return readGetter(context, field.value, key, place);
      if (field) return field.value;
      return heap.rest
        ? opaque(heap.rest.volatility, heap.rest.source, place, { chain: [...heap.rest.chain, key] })
        : unknown('unresolved', key, place);
    }
    const by = varying(index, machine.store).volatility;
    const values = [...heap.fields.values()].map((field) => field.value);
    if (heap.rest) values.push(heap.rest);
    return values.length ? choice(values, by, place) : unknown('unresolved', 'item', place);
  }
  if (heap?.kind === 'list') {
    const at = index.kind === 'scalar' && typeof index.value === 'number' ? index.value : undefined;
    const closed = !heap.rest && heap.items.every((item) => !item.repeated && item.presence === 'always');
    const found = at === undefined || (!closed && at < 0 && heap.rest) ? undefined : heap.items.at(at);
    if (found && (closed || (at === -1 && !standsBehind(heap.rest, found)))) return found.value;
    if (at === -1 && heap.rest) return heap.rest;
    const by = varying(index, machine.store).volatility;
    const values = heap.items.map((item) => item.value);
    if (heap.rest) values.push(heap.rest);
    return values.length ? choice(values, joinVolatility(by, stable), place) : unknown('unresolved', 'item', place);
  }
  if (object.kind === 'symbol') {
    // `Agent[Context]` is the class with its type argument.
    const isGeneric =
      key === undefined && context.record.module.language === 'python' && isClassName(object.path.at(-1));
    return isGeneric ? object : symbolMember(object, key ?? '[]', place);
  }
  if (object.kind === 'opaque') {
    return opaqueMember(object, key ?? '[]', place, key === undefined ? '[]' : `['${key}']`);
  }
  if (object.kind === 'text' && object.pieces.some((piece) => piece.kind !== 'literal')) return object;
  if (object.kind === 'namespace' && key !== undefined) return getMember(context, object, key, place);
  const parts = iterate(context, object, place, 'item');
  return parts.rest ?? unknown('unresolved', 'item', place);
}

function isClassName(name: string | undefined): boolean {
  return name !== undefined && /^[A-Z][A-Za-z]*[a-z]/.test(name);
}

/** Items that are not listed stand behind the last listed one, as in `[system, *messages]`: as far as the source shows it. */
function standsBehind(rest: AbstractOpaque | undefined, last: HeapItem): boolean {
  return rest !== undefined && rest.place.path === last.place.path && rest.place.start > last.place.start;
}
