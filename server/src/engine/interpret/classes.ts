// Classes: defining them, finding members along the bases, and making instances.
import type { ClassExpression, ClassMember } from '../model/index.ts';
import { unknownVolatility } from '../model/index.ts';
import type { Place } from '../text/index.ts';
import type {
  AbstractArguments,
  AbstractClass,
  AbstractClosure,
  AbstractReference,
  AbstractValue,
  HeapField,
  HeapObject,
} from './abstractValue.ts';
import { createCell } from './cell.ts';
import { evaluate } from './evaluate.ts';
import { makeRecord } from './heap.ts';
import { callValue } from './invoke.ts';
import { type Context, placeOf } from './machine.ts';
import { opaque, scalar, source } from './make.ts';
import { fromAnnotation } from './parameters.ts';
import { Scope } from './scope.ts';

export function defineClass(context: Context, cls: ClassExpression): AbstractClass {
  const { machine } = context;
  const scope = new Scope('class', context.record.path, context.scope);
  context.scope.capture();
  const statics = createCell<HeapObject>('object', machine.importingPath);
  const place = placeOf(context, cls);
  const bases = cls.bases.map((base) => evaluate(context, base));
  const value: AbstractClass = { kind: 'class', cls, scope, path: context.record.path, bases, statics, place };
  if (cls.name !== undefined) machine.store.set(scope.declare(cls.name), value);
  const fields = new Map<string, HeapField>();
  machine.store.set(statics, { kind: 'record', fields, isMap: false, place });
  const inside: Context = { ...context, scope, owner: value };
  for (const member of cls.members) {
    if (member.kind !== 'field' || !member.isStatic || !member.value) continue;
    const at = placeOf(context, member);
    const field = { value: evaluate(inside, member.value), presence: 'always' as const, place: at };
    fields.set(member.name, field);
    // Python class bodies see the names assigned above them.
    machine.store.set(scope.declare(member.name), field.value);
    machine.store.set(statics, { kind: 'record', fields: new Map(fields), isMap: false, place });
  }
  return value;
}

export type FoundMember = AbstractClosure & { readonly isStatic: boolean };

/** A method or accessor of the class or its bases, unbound. */
export function findMember(
  context: Context,
  cls: AbstractClass,
  name: string,
  kind: ClassMember['kind'],
): FoundMember | undefined {
  const member = cls.cls.members.find((one) => one.name === name && one.kind === kind && one.fn);
  if (member?.fn) {
    return {
      kind: 'closure',
      fn: member.fn,
      scope: cls.scope,
      path: cls.path,
      self: undefined,
      owner: cls,
      isStatic: member.isStatic,
      place: { path: cls.path, start: member.start, end: member.end },
    };
  }
  for (const base of cls.bases) {
    if (base.kind !== 'class' || base === cls) continue;
    const found = findMember(context, base, name, kind);
    if (found) return found;
  }
  return undefined;
}

/** JavaScript's static methods and Python's class methods see the class as their receiver. */
export function staticReceiver({ fn }: AbstractClosure, cls: AbstractClass): AbstractClass | undefined {
  const isPlain = fn.decorators.some((one) => one.kind === 'name' && one.name === 'staticmethod');
  return isPlain ? undefined : cls;
}

/** Field declarations of the class and its bases, bases first. */
function fieldMembers(
  cls: AbstractClass,
  seen = new Set<AbstractClass>(),
): { readonly member: ClassMember; readonly cls: AbstractClass }[] {
  if (seen.has(cls)) return [];
  seen.add(cls);
  const inherited = cls.bases.flatMap((base) => (base.kind === 'class' ? fieldMembers(base, seen) : []));
  return [
    ...inherited,
    ...cls.cls.members.filter((member) => member.kind === 'field').map((member) => ({ member, cls })),
  ];
}

/** `new C(...)`: fields are initialised, then the constructor runs. */
export function instantiate(
  context: Context,
  cls: AbstractClass,
  args: AbstractArguments,
  place: Place,
): AbstractReference {
  const { machine } = context;
  const self = makeRecord(context, { fields: new Map(), cls, place });
  const initializer =
    findMember(context, cls, 'constructor', 'method') ?? findMember(context, cls, '__init__', 'method');
  const declared = fieldMembers(cls);
  const fields = new Map<string, HeapField>();
  // Dataclasses, Pydantic models and TypedDicts take their declared fields as arguments.
  const fromArguments = !initializer && declared.some(({ member }) => member.annotation);
  let position = 0;
  for (const { member, cls: owner } of declared) {
    const at = { path: owner.path, start: member.start, end: member.end };
    const given = fromArguments ? (args.keywords.get(member.name)?.value ?? args.positional[position++]) : undefined;
    if (given) {
      fields.set(member.name, { value: given, presence: 'always', place });
      continue;
    }
    if (member.isStatic && !fromArguments) continue;
    const inside: Context = { ...context, scope: owner.scope, owner, self, record: recordOf(context, owner) };
    const value = member.value
      ? fieldDefault(inside, evaluate(inside, member.value), at)
      : member.annotation
        ? fromAnnotation(inside, member.annotation, member.name, at, 'unresolved')
        : scalar(undefined, at);
    fields.set(member.name, { value, presence: 'always', place: at });
    machine.store.set(self.cell, { kind: 'record', fields: new Map(fields), cls, isMap: false, place });
  }
  if (fromArguments) for (const [key, field] of args.keywords) if (!fields.has(key)) fields.set(key, field);
  machine.store.set(self.cell, {
    kind: 'record',
    fields,
    cls,
    isMap: false,
    place,
    ...(args.keywordRest && fromArguments
      ? { rest: opaque(unknownVolatility, source('unresolved', '**', place), place) }
      : {}),
  });
  if (initializer) callValue(context, { ...initializer, self }, args, place, cls.cls.name ?? 'constructor');
  return self;
}

/** `field(default_factory=make)` of dataclasses, attrs and Pydantic: what a new instance gets. */
function fieldDefault(context: Context, value: AbstractValue, place: Place): AbstractValue {
  if (value.kind !== 'symbol' || !/^(?:dataclasses|pydantic|attrs?)$/.test(value.package)) return value;
  const made = value.made?.args;
  if (!made || !/^(?:field|Field|ib|attrib)$/.test(value.path[0] ?? '')) return value;
  const factory = made.keywords.get('default_factory') ?? made.keywords.get('factory');
  if (factory)
    return callValue(context, factory.value, { positional: [], keywords: new Map(), open: false }, place, 'factory');
  return made.keywords.get('default')?.value ?? made.positional[0] ?? value;
}

function recordOf(context: Context, cls: AbstractClass): Context['record'] {
  if (cls.path === context.record.path) return context.record;
  return context.machine.modules.load(context.machine, cls.path) ?? context.record;
}

/** The value as an instance of the class, its constructor run with nothing known. */
export function unknownInstance(context: Context, cls: AbstractClass, place: Place): AbstractValue {
  const { making } = context.machine;
  making.add(cls.cls);
  try {
    return instantiate(context, cls, { positional: [], keywords: new Map(), open: true }, place);
  } finally {
    making.delete(cls.cls);
  }
}
