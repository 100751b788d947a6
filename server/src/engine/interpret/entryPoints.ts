// Decides which functions of a document are run from outside, and runs each with nothing known of its arguments.
import { type FunctionExpression, walk } from '../model/index.ts';
import type { AbstractClass, AbstractClosure, AbstractValue } from './abstractValue.ts';
import { Store } from './cell.ts';
import { staticReceiver, unknownInstance } from './classes.ts';
import { reportDefinitions } from './definitions.ts';
import { invokeClosure } from './invoke.ts';
import type { Context, Machine } from './machine.ts';
import { fieldMutationsOf } from './mutations.ts';
import { functionKey } from './reach.ts';
import { widened } from './widen.ts';

interface Entry {
  readonly closure: AbstractClosure;
  readonly cls?: AbstractClass;
  readonly name: string;
}

/** Share of the document's work limit that one entry point may use. */
const shareOfEntry = 4;
/** The same for an instance to call a method on. */
const shareOfInstance = 8;

export function runEntryPoints(context: Context, base: Store): void {
  const { machine } = context;
  const { functions } = machine.modules.reach(machine, context.record.path);
  const entries = entriesOf(context, base).filter((entry) => functions.has(functionKey(entry.closure.fn)));
  const called = calledNames(entries);
  const ordered = [
    ...entries.filter((entry) => !called.has(entry.name)),
    ...entries.filter((entry) => called.has(entry.name)),
  ];
  const instances = new Map<AbstractClass, AbstractValue>();
  const uncalled = new Map<FunctionExpression, Uncalled>();
  const remember = (): void => {
    for (const [fn, closure] of machine.closures) {
      if (closure.path !== context.record.path || !functions.has(functionKey(fn)) || uncalled.has(fn)) continue;
      uncalled.set(fn, { closure, store: machine.store });
    }
    machine.closures.clear();
  };
  machine.store = base;
  remember();
  const atModuleLevel = machine.definitions;
  for (const entry of ordered) {
    if (machine.executed.has(entry.closure.fn) || machine.steps >= machine.limits.steps) continue;
    machine.store = new Store(base);
    allowShare(machine);
    const self = !entry.cls
      ? undefined
      : isStatic(entry)
        ? staticReceiver(entry.closure, entry.cls)
        : madeInstance(context, entry.cls, instances, base);
    machine.store = new Store(base);
    runFromOutside(context, self ? { ...entry.closure, self } : entry.closure, entry.name);
    remember();
  }
  // A map is walked in insertion order, those that are added meanwhile included.
  for (const { closure, store } of uncalled.values()) {
    if (machine.executed.has(closure.fn) || machine.steps >= machine.limits.steps) continue;
    machine.store = new Store(store);
    allowShare(machine);
    runFromOutside(context, closure, closure.fn.name ?? 'callback');
    remember();
  }
  machine.store = base;
  machine.definitions = atModuleLevel;
  reportDefinitions(machine);
}

/** A function that was made and never called, such as a handler in a record that is returned, with the store that holds what it closed over. */
interface Uncalled {
  readonly closure: AbstractClosure;
  readonly store: Store;
}

/** What making it takes is no loss of the entry point: a constructor may build half of a program. */
function madeInstance(
  context: Context,
  cls: AbstractClass,
  instances: Map<AbstractClass, AbstractValue>,
  base: Store,
): AbstractValue {
  const { machine } = context;
  const before = machine.steps;
  const self = machine.within(machine.limits.steps / shareOfInstance, () => instanceOf(context, cls, instances, base));
  machine.rootLimit += machine.steps - before;
  return self;
}

function allowShare(machine: Machine): void {
  machine.exhausted = false;
  machine.marks = { lost: false };
  machine.written.clear();
  machine.rootLimit = machine.steps + machine.limits.steps / shareOfEntry;
}

function runFromOutside(context: Context, closure: AbstractClosure, name: string): void {
  const { machine } = context;
  const { path, fn, place } = closure;
  const nothing = { positional: [], keywords: new Map(), open: true };
  machine.definitions = [];
  invokeClosure(context, closure, nothing, { path, start: fn.start, end: fn.start }, `${name}()`);
  reportDefinitions(machine);
  if (!machine.exhausted) return;
  machine.notes.push({ place, text: `Gave up in ${name}(): the work limit of this document is reached.` });
}

function isStatic(entry: Entry): boolean {
  return entry.cls?.cls.members.some((member) => member.fn === entry.closure.fn && member.isStatic) ?? false;
}

function entriesOf(context: Context, base: Store): readonly Entry[] {
  const { path } = context.record;
  const entries: Entry[] = [];
  const seen = new Set<FunctionExpression>();
  const add = (value: AbstractValue | undefined, name: string, depth: number): void => {
    if (!value || depth > 2) return;
    if (value.kind === 'closure' && value.path === path && !seen.has(value.fn)) {
      seen.add(value.fn);
      entries.push({ closure: value, name: value.fn.name ?? name });
    } else if (value.kind === 'class' && value.path === path) {
      for (const member of value.cls.members) {
        if (!member.fn || seen.has(member.fn)) continue;
        seen.add(member.fn);
        const closure: AbstractClosure = {
          kind: 'closure',
          fn: member.fn,
          scope: value.scope,
          path,
          self: undefined,
          owner: value,
          place: { path, start: member.start, end: member.end },
        };
        entries.push({ closure, cls: value, name: member.name });
      }
    } else if (value.kind === 'reference') {
      const heap = base.get(value.cell);
      if (heap?.kind === 'record') for (const [key, field] of heap.fields) add(field.value, key, depth + 1);
      else if (heap?.kind === 'list') for (const item of heap.items) add(item.value, name, depth + 1);
    } else if (value.kind === 'choice') for (const option of value.options) add(option, name, depth + 1);
  };
  for (const [name, cell] of context.record.scope.names) add(base.get(cell), name, 0);
  for (const [name, cell] of context.record.exports) add(base.get(cell), name, 0);
  return entries;
}

/** Names that some entry's body mentions as a callee or passes on: those functions are better met through their callers. */
function calledNames(entries: readonly Entry[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const entry of entries) for (const name of namesIn(entry.closure.fn)) if (name !== entry.name) names.add(name);
  return names;
}

const mentionedNames = new WeakMap<FunctionExpression, ReadonlySet<string>>();

function namesIn(fn: FunctionExpression): ReadonlySet<string> {
  const known = mentionedNames.get(fn);
  if (known) return known;
  const names = new Set<string>();
  walk(fn.body, (node) => {
    if (node.kind === 'name') names.add(node.name as string);
    else if (node.kind === 'member') names.add(node.property as string);
    return true;
  });
  mentionedNames.set(fn, names);
  return names;
}

/** An instance as its methods meet it: constructed, its other methods' assignments made, and what they mutate loosened. */
function instanceOf(
  context: Context,
  cls: AbstractClass,
  instances: Map<AbstractClass, AbstractValue>,
  base: Store,
): AbstractValue {
  const known = instances.get(cls);
  if (known) return known;
  const { machine } = context;
  machine.store = base;
  machine.muted++;
  const self = unknownInstance(context, cls, cls.place);
  instances.set(cls, self);
  for (let at: AbstractClass | undefined = cls; at; at = at.bases.find((one) => one.kind === 'class')) {
    const mutations = fieldMutationsOf(at.cls);
    const assigning = new Set(
      [...mutations.values()].filter((mutation) => mutation.assigned).flatMap((mutation) => [...mutation.by]),
    );
    for (const fn of assigning) {
      const closure: AbstractClosure = {
        kind: 'closure',
        fn,
        scope: at.scope,
        path: at.path,
        owner: at,
        self,
        place: at.place,
      };
      invokeClosure(
        context,
        closure,
        { positional: [], keywords: new Map(), open: true },
        at.place,
        fn.name ?? 'method',
      );
    }
    const heap = self.kind === 'reference' ? base.get(self.cell) : undefined;
    if (heap?.kind !== 'record' || self.kind !== 'reference') continue;
    const fields = new Map(heap.fields);
    for (const [name, mutation] of mutations) {
      const field = fields.get(name);
      if (!field || !mutation.mutated) continue;
      const { functions } = machine.modules.reach(machine, at.path);
      const changes = [...mutation.by].every((fn) => functions.has(functionKey(fn))) ? 'request' : 'call';
      const value = widened(field.value, { ...mutation, assigned: false }, name, base, false, changes);
      fields.set(name, { ...field, value });
    }
    base.set(self.cell, { ...heap, fields });
  }
  machine.muted--;
  return self;
}
