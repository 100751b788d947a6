// Reads what a Python class declares of its instances: the form of an answer that a model is asked for.
import type { ClassField, TypeRef } from '../model/index.ts';
import type { AbstractClass, AbstractValue } from './abstractValue.ts';
import type { Store } from './cell.ts';

/** Classes that hold each other are cut here. */
const deepest = 4;

/** Inherited fields first. Undefined when there are none, or a base is out of sight. */
export function classFields(value: AbstractClass, store: Store, depth = 0): readonly ClassField[] | undefined {
  const fields = new Map<string, TypeRef>();
  for (const base of value.bases) {
    if (base.kind === 'class') {
      const inherited = classFields(base, store, depth);
      if (inherited === undefined && base.cls.members.some(({ kind }) => kind === 'field')) return undefined;
      for (const { name, type } of inherited ?? []) fields.set(name, type);
    } else if (base.kind !== 'symbol') return undefined;
  }
  for (const { kind, name, annotation } of value.cls.members) {
    if (kind !== 'field' || annotation === undefined || /(?:^|\.)ClassVar$/.test(annotation.name)) continue;
    fields.set(name, resolved(annotation, value, store, depth));
  }
  return fields.size === 0 ? undefined : [...fields].map(([name, type]) => ({ name, type }));
}

function resolved(type: TypeRef, within: AbstractClass, store: Store, depth: number): TypeRef {
  const cell = within.scope.find(type.name);
  const named: AbstractValue | undefined = cell && store.get(cell);
  if (named?.kind !== 'class' || depth >= deepest) {
    return { ...type, args: type.args.map((arg) => resolved(arg, within, store, depth)) };
  }
  const { start, end } = type;
  const members = enumMembers(named);
  if (members !== undefined) {
    return { start, end, name: 'Literal', args: members.map((name) => ({ start, end, name, args: [] })) };
  }
  const fields = classFields(named, store, depth + 1);
  return fields === undefined ? type : { start, end, name: '{}', args: fields.map((field) => field.type) };
}

function enumMembers({ cls, bases }: AbstractClass): readonly string[] | undefined {
  const isEnum = bases.some(
    (base) => base.kind === 'symbol' && base.package === 'enum' && /Enum$/.test(base.path.at(-1) ?? ''),
  );
  if (!isEnum) return undefined;
  return cls.members.flatMap(({ kind, name, isStatic }) => (kind === 'field' && isStatic ? [name] : []));
}
