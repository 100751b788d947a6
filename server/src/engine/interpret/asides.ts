// Calls that cannot reach a model call: they are followed only so far, unless a request turns out to want what they give back.
import type { CallSite, Source } from '../model/index.ts';
import type { Place } from '../text/index.ts';
import type { AbstractArguments, AbstractClosure, AbstractOpaque, AbstractValue } from './abstractValue.ts';
import { freezeArguments } from './freeze.ts';
import { hideMarks } from './hideMarks.ts';
import type { Context } from './machine.ts';
import { unknown } from './make.ts';

/** What became of such calls in one interpretation. Functions go by `path:start`, because another run may lower them again. */
export interface Asides {
  /** Functions that a run before this one was found to want. */
  readonly wanted: ReadonlySet<string>;
  /** Functions that were cut short. */
  readonly cut: Set<string>;
  /** Where the values came in that stand for what they would have given, and the function. */
  readonly places: Map<string, string>;
  /** Functions that were cut short and had lists or records in their hands. */
  readonly handled: Set<string>;
  /** Functions whose result was called as a model call may be. */
  readonly called: Set<string>;
  /** Above zero inside a call that is followed to its end. */
  depth: number;
}

export function createAsides(wanted: ReadonlySet<string> = new Set()): Asides {
  return { wanted, cut: new Set(), places: new Map(), handled: new Set(), called: new Set(), depth: 0 };
}

/** Follows the call; one that takes too long gives something unknown, and is not tried again in this run. */
export function callAside(
  context: Context,
  closure: AbstractClosure,
  args: AbstractArguments,
  place: Place,
  label: string,
  body: () => AbstractValue,
): AbstractValue {
  const { machine } = context;
  const { asides, limits } = machine;
  const key = `${closure.path}:${closure.fn.start}`;
  // What an imported module comes to is kept for other documents, and must not depend on what this one wants.
  if (machine.importing > 0 || asides.depth > 0 || asides.wanted.has(key)) {
    asides.depth++;
    try {
      return machine.within(limits.aside, body);
    } finally {
      asides.depth--;
    }
  }
  if (!asides.cut.has(key)) {
    const limit = machine.steps + limits.brief;
    const value = machine.within(limits.brief, body);
    if (machine.steps <= limit || machine.exhausted) return value;
    asides.cut.add(key);
  }
  const value = unknown('unresolved', label, place);
  asides.places.set(placeKey(place), key);
  for (const given of [...args.positional, ...[...args.keywords.values()].map((field) => field.value)]) {
    if (given.kind !== 'reference') continue;
    asides.handled.add(key);
    hideMarks(context, given);
  }
  leaveFieldsOpen(context, closure, value);
  return value;
}

/** A constructor that was cut short has fields that are not set yet. */
function leaveFieldsOpen({ machine }: Context, { self, fn }: AbstractClosure, value: AbstractValue): void {
  if (self?.kind !== 'reference' || value.kind !== 'opaque') return;
  if (fn.name !== 'constructor' && fn.name !== '__init__') return;
  const heap = machine.store.get(self.cell);
  if (heap?.kind !== 'record') return;
  const fields = new Map(heap.fields);
  for (const [name, field] of fields) {
    // Declared, and perhaps not set yet.
    if (field.value.kind === 'opaque')
      fields.set(name, { ...field, value: { ...field.value, source: value.source, chain: [] } });
  }
  machine.store.set(self.cell, { ...heap, fields, rest: heap.rest ?? value });
}

/** Something that a cut call would have given is called by a name under which a model call may be reached. */
export function noteCalled({ machine, record }: Context, { source, chain }: AbstractOpaque): void {
  const { asides } = machine;
  const key = asides.places.size > 0 ? asides.places.get(placeKey(source.place)) : undefined;
  const name = chain.at(-1);
  if (key === undefined || name === undefined || asides.called.has(key)) return;
  const mayReach =
    machine.modules.reach(machine, record.path).names.has(name) ||
    machine.sdks.isCandidate({ path: chain, label: name }, record.packages, true);
  if (mayReach) asides.called.add(key);
}

/** A call that was no model call for what is known of its arguments may be one when more is known. */
export function noteGiven({ machine: { asides, store } }: Context, args: AbstractArguments): void {
  if (asides.places.size === 0) return;
  for (const key of foundIn(asides, [freezeArguments(args, store)])) asides.called.add(key);
}

/** The functions cut short whose results, or whose work on what they were given, the requests hold. */
export function wantedBy(asides: Asides, sites: Iterable<CallSite>): ReadonlySet<string> {
  if (asides.places.size === 0) return asides.called;
  const held = [...sites].flatMap(({ args, nextArgs, receiver }) => [args, nextArgs, receiver]);
  return new Set([...asides.called, ...foundIn(asides, held)]);
}

function foundIn(asides: Asides, values: readonly unknown[]): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<object>();
  const look = (value: unknown): void => {
    if (value === null || typeof value !== 'object' || seen.has(value)) return;
    seen.add(value);
    if (Array.isArray(value)) {
      for (const one of value) look(one);
      return;
    }
    const node = value as Readonly<Record<string, unknown>>;
    if (isSource(node)) {
      const key = asides.places.get(placeKey(node.place));
      if (key !== undefined) found.add(key);
      return;
    }
    if (node.marksHidden === true) for (const key of asides.handled) found.add(key);
    for (const name in node) look(node[name]);
  };
  for (const value of values) look(value);
  return found;
}

function isSource(node: Readonly<Record<string, unknown>>): node is Readonly<Record<string, unknown>> & Source {
  return Array.isArray(node.steps) && typeof node.label === 'string';
}

function placeKey({ path, start, end }: Place): string {
  return `${path}:${start}-${end}`;
}
