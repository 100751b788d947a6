// Calls values: follows functions of the workspace, makes instances, and asks the knowledge tables about everything else.
import { changesAtLeast, unknownVolatility } from '../model/index.ts';
import type { Place } from '../text/index.ts';
import type { AbstractArguments, AbstractClosure, AbstractValue } from './abstractValue.ts';
import { callAside, noteCalled } from './asides.ts';
import { watched } from './barren.ts';
import { now, Store } from './cell.ts';
import { instantiate } from './classes.ts';
import { executeBody } from './execute.ts';
import { callFunctionMethod } from './functionMethods.ts';
import { makeList } from './heap.ts';
import { literalText } from './inspect.ts';
import { joinOutcomes } from './join.ts';
import { dateCall } from './knowledge/dates.ts';
import { libraryCall } from './knowledge/library.ts';
import { dropLeftBehind } from './leftBehind.ts';
import type { ActiveFrame, Context, Machine, Memoized } from './machine.ts';
import { choice, isSame, opaque, scalar, source, unknown } from './make.ts';
import { callNative } from './natives/call.ts';
import { argumentsVarying, callOutside, helperCall, runCallbacks, unknownListCall } from './outside.ts';
import { bindParameters } from './parameters.ts';
import { passed } from './passed.ts';
import { functionKey } from './reach.ts';
import { orRetrieved } from './retrieval.ts';
import { Scope } from './scope.ts';
import { settled } from './settled.ts';

/** Deepest re-entry of one function: the second round shows what recursion appends. */
const reentries = 2;

export function callValue(
  context: Context,
  callee: AbstractValue,
  args: AbstractArguments,
  place: Place,
  label: string,
  calleePlace: Place = place,
  isNew = false,
): AbstractValue {
  const { machine } = context;
  switch (callee.kind) {
    case 'closure': {
      if (isAbstract(callee)) {
        const unseen = opaque(unknownVolatility, source('unresolved', label, place), place, {
          chain: [callee.fn.name ?? ''],
        });
        return callOutside(context, unseen, { path: unseen.chain, label }, args, place, calleePlace);
      }
      const value = invokeClosure(context, callee, args, place, `${callee.fn.name ?? label}()`);
      return orRetrieved(value, callee.fn.name ?? '', args, label, place);
    }
    case 'class':
      return instantiate(context, callee, args, place);
    case 'native':
      return callNative(context, callee, args, place, label);
    case 'symbol': {
      const applied = callFunctionMethod(context, callee, args, place, label, calleePlace);
      if (applied) return applied;
      const known = libraryCall(context, callee, args, place, isNew, label) ?? helperCall(context, callee, args, place);
      if (known) return known;
      const listed = unknownListCall(context, callee, callee.path, args, place, label);
      if (listed) return listed;
      return callOutside(
        context,
        callee,
        { package: callee.package, path: callee.path, label },
        args,
        place,
        calleePlace,
      );
    }
    case 'opaque': {
      noteCalled(context, callee);
      const applied = callFunctionMethod(context, callee, args, place, label, calleePlace);
      if (applied) return applied;
      const dated = dateCall(callee, args, place, machine.store);
      if (dated) return dated;
      const listed = unknownListCall(context, callee, callee.chain, args, place, label);
      if (listed) return listed;
      return callOutside(context, callee, { path: callee.chain, label }, args, place, calleePlace);
    }
    case 'choice': {
      const values: AbstractValue[] = [];
      const parted = now();
      const options = callee.options.filter((option) => option.kind !== 'scalar');
      const outcomes = options.map((option) =>
        machine.inLayer(() => {
          values.push(callValue(context, option, args, place, label, calleePlace, isNew));
        }),
      );
      if (outcomes.length) joinOutcomes(machine.store, outcomes, callee.by, parted);
      return choice(values, callee.by, place);
    }
    case 'reference': {
      runCallbacks(context, args, place);
      const heap = machine.store.get(callee.cell);
      if (heap?.kind === 'record' && heap.cls) {
        const method = heap.cls.cls.members.find((member) => member.name === '__call__' && member.fn);
        if (method?.fn) {
          return invokeClosure(
            context,
            {
              kind: 'closure',
              fn: method.fn,
              scope: heap.cls.scope,
              path: heap.cls.path,
              owner: heap.cls,
              self: callee,
              place: callee.place,
            },
            args,
            place,
            label,
          );
        }
      }
      return unknown('unresolved', label, place);
    }
    default:
      runCallbacks(context, args, place);
      return unknown('unresolved', label, place);
  }
}

/** A method that is there for others to write: what runs in its place is not known. */
function isAbstract({ fn, owner }: AbstractClosure): boolean {
  if (owner === undefined || fn.name === undefined || fn.name === 'constructor' || fn.name === '__init__') return false;
  return fn.decorators.some(
    (one) => (one.kind === 'member' ? one.property : one.kind === 'name' ? one.name : '') === 'abstractmethod',
  );
}

export function invokeClosure(
  context: Context,
  closure: AbstractClosure,
  args: AbstractArguments,
  place: Place,
  label: string,
): AbstractValue {
  const { machine } = context;
  const { fn } = closure;
  const active = machine.frames.filter((frame) => frame.fn === fn);
  if (active.length) for (const frame of active) frame.recursive = true;
  if (!machine.step() || active.length >= reentries || machine.frames.length >= machine.limits.callDepth) {
    return unknown('unresolved', label, place);
  }
  if (!machine.muted) machine.executed.add(fn);
  const memoKey = memoKeyOf(closure, args);
  const memoized = memoKey === undefined ? undefined : machine.memo.get(fn)?.find((one) => one.key === memoKey);
  if (memoized) return passed(memoized.value, { label, place });
  const sitesBefore = machine.sites.size;
  const isBarren = machine.barren.has(fn) && machine.importing === 0;
  const reaches = (canReach(machine, closure) && !isBarren) || handsOver(machine, args);
  const body = () => run(context, closure, args, place, label);
  const followed = () => watched(machine, fn, body);
  const value = !reaches
    ? callAside(context, closure, args, place, label, body)
    : active.length > 0
      ? machine.inRound(followed)
      : followed();
  if (memoKey !== undefined && isMemoizable(value) && machine.sites.size === sitesBefore && !machine.exhausted) {
    machine.memo.set(fn, [...(machine.memo.get(fn) ?? []), { key: memoKey, value }]);
  }
  const isKept = closure.once && !changesAtLeast(argumentsVarying(context, args).volatility, 'day');
  return passed(isKept ? settled(value) : value, { label, place });
}

function canReach(machine: Machine, { path, fn }: AbstractClosure): boolean {
  return machine.modules.reach(machine, path).functions.has(functionKey(fn));
}

/** What is called may call what it is given. */
function handsOver(machine: Machine, { positional, keywords }: AbstractArguments): boolean {
  const isOne = (value: AbstractValue): boolean => value.kind === 'closure' && canReach(machine, value);
  return positional.some(isOne) || [...keywords.values()].some(({ value }) => isOne(value));
}

function isMemoizable(value: AbstractValue): value is Memoized {
  return value.kind === 'text' || value.kind === 'scalar' || value.kind === 'opaque' || value.kind === 'symbol';
}

/** Only module-level functions called with plain constants are remembered: their result cannot depend on anything else of the caller. */
function memoKeyOf(closure: AbstractClosure, args: AbstractArguments): string | undefined {
  if (closure.self || closure.once || closure.scope.form !== 'module' || args.open || args.keywordRest)
    return undefined;
  const parts: string[] = [];
  const add = (value: AbstractValue) => {
    if (value.kind === 'scalar') parts.push(`${typeof value.value}:${value.value}`);
    else {
      const known = literalText(value);
      if (known === undefined) return false;
      parts.push(`t:${known}`);
    }
    return true;
  };
  for (const value of args.positional) if (!add(value)) return undefined;
  for (const [key, field] of args.keywords) {
    parts.push(key);
    if (!add(field.value)) return undefined;
  }
  return parts.join('\u0000');
}

function run(
  context: Context,
  closure: AbstractClosure,
  args: AbstractArguments,
  place: Place,
  label: string,
): AbstractValue {
  const { machine } = context;
  const { fn } = closure;
  const record =
    closure.path === context.record.path
      ? context.record
      : (machine.modules.load(machine, closure.path) ?? context.record);
  const scope = new Scope('function', machine.importingPath, closure.scope);
  const outer = machine.store;
  const entry = new Store(outer);
  const frame: ActiveFrame = {
    fn,
    label,
    place,
    entry,
    outcomes: [],
    returns: [],
    yields: [],
    straight: entry,
    loops: [],
    recursive: false,
    elements: 0,
    handlers: 0,
  };
  machine.store = entry;
  machine.frames.push(frame);
  try {
    const inside: Context = { machine, scope, record, frame, self: closure.self, owner: closure.owner };
    bindParameters(inside, closure, args, place);
    const falls = executeBody(inside, fn.body);
    if (falls) frame.outcomes.push(machine.store.flatten(entry, scope));
    if (falls && !fn.isGenerator && frame.returns.length > 0) frame.returns.push(scalar(undefined, place));
  } finally {
    machine.frames.pop();
    machine.store = outer;
  }
  dropLeftBehind(frame.outcomes, entry, frame.returns, frame.yields);
  if (frame.outcomes.length) joinOutcomes(outer, frame.outcomes, unknownVolatility);
  if (fn.isGenerator) {
    return makeList(context, { items: frame.yields, place });
  }
  return frame.returns.length ? joinReturns(frame.returns, place) : scalar(undefined, place);
}

/** Several returns of unknown choice: which one is taken is not itself a reason to change. */
function joinReturns(values: readonly AbstractValue[], place: Place): AbstractValue {
  const first = values[0];
  if (first && values.every((value) => isSame(value, first))) return first;
  return choice(values, unknownVolatility, place);
}
