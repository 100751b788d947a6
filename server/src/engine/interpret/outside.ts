// Calls whose body cannot be seen: what they give back follows from what is called and what it is asked.
import { changeOrder, joinVolatility, unknownVolatility, type Volatility } from '../model/index.ts';
import type { Place } from '../text/index.ts';
import type { AbstractArguments, AbstractOpaque, AbstractSymbol, AbstractValue } from './abstractValue.ts';
import { noteGiven } from './asides.ts';
import { withinShare } from './barren.ts';
import { noteDefinition, noteRuns } from './definitions.ts';
import { type Emission, emitCall, framesOf } from './emit.ts';
import { makeList, makeRecord } from './heap.ts';
import { literalText, type Varying, varying } from './inspect.ts';
import { invokeClosure } from './invoke.ts';
import type { Context } from './machine.ts';
import { madeBy, noteUse } from './made.ts';
import { opaque, source, through } from './make.ts';
import { callNative } from './natives/call.ts';
import { noteRender, noteStoreAccess, noteToolDispatch } from './noteFacts.ts';
import { isRetrieval, retrieved } from './retrieval.ts';

const longestPath = 16;

/** Helpers of an SDK that only pass on, or wrap into a record, what they are given. */
export function helperCall(
  context: Context,
  callee: AbstractSymbol,
  args: AbstractArguments,
  place: Place,
): AbstractValue | undefined {
  const form = context.machine.sdks.helper(callee.package, callee.path);
  if (form === 'argument') return args.positional[0];
  if (form !== 'record') return undefined;
  const first = args.positional[0];
  if (first && args.keywords.size === 0) return first;
  return makeRecord(context, { fields: args.keywords, rest: args.keywordRest, place });
}

const listMethods = new Set([
  'map',
  'flatMap',
  'filter',
  'forEach',
  'toSorted',
  'sort',
  'slice',
  'concat',
  'reverse',
  'toReversed',
]);
const textMethods = new Set(
  'strip trim lstrip rstrip trimEnd trimStart lower upper toLowerCase toUpperCase title capitalize'.split(' '),
);

/** A list method of something unknown: the callback is seen, and the result keeps what is known of the members. */
export function unknownListCall(
  context: Context,
  callee: AbstractSymbol | AbstractOpaque,
  path: readonly string[],
  args: AbstractArguments,
  place: Place,
  label: string,
): AbstractValue | undefined {
  const method = path.at(-1);
  if (method === undefined || path.length < 2) return undefined;
  const chain = path.slice(0, -1);
  if (textMethods.has(method)) return opaque(callee.volatility, callee.source, place, { type: 'string', chain });
  const receiver = opaque(callee.volatility, callee.source, place, { chain });
  const callback = args.positional[0];
  const hasCallback = callback?.kind === 'closure';
  if (hasCallback && (method === 'map' || method === 'forEach'))
    noteToolDispatch(context, callee, place, 'serial', callback.fn.name);
  if (!listMethods.has(method) || (!hasCallback && (callee.kind === 'symbol' || method === 'concat'))) return undefined;
  const list = makeList(context, {
    items: [],
    rest: { ...receiver, chain: [...receiver.chain, '[]'] },
    membership: callee.volatility,
    membershipSource: callee.source,
    place,
  });
  return callNative(context, { kind: 'native', name: method, self: list, place }, args, place, label);
}

/** A call whose body cannot be seen. */
export function callOutside(
  context: Context,
  callee: AbstractSymbol | AbstractOpaque,
  named: { readonly package?: string; readonly path: readonly string[]; readonly label: string },
  args: AbstractArguments,
  place: Place,
  calleePlace: Place,
): AbstractValue {
  const { machine } = context;
  runCallbacks(context, args, place);
  noteRender(context, callee, args, place);
  noteStoreAccess(context, named.label, named.package, named.path.at(-1) ?? '', args, place);
  const receiver = callee.kind === 'symbol' ? callee : undefined;
  const isDefinition = receiver !== undefined && machine.sdks.isDefinition(named);
  const isCandidate = named.path.length > 0 && machine.sdks.isCandidate(named, context.record.packages);
  const emission = (): Emission => ({
    callee: named,
    args,
    place,
    calleePlace,
    receiver,
    frames: framesOf(machine),
  });
  if (isCandidate && !isDefinition && emitCall(context, emission())) {
    noteRuns(machine, args, receiver);
    return opaque(
      { changes: 'call', varies: 'nobody', sureness: 'sure' },
      source('model-output', `${named.label}()`, place),
      place,
    );
  }
  if (isCandidate && !isDefinition) noteGiven(context, args);
  if (isRetrieval(named.path.at(-1) ?? '', args)) return retrieved(named.label, place);
  const from = argumentsVarying(context, args);
  const { volatility, origin } = resultVolatility(callee, from, `${named.label}()`, place);
  if (callee.kind === 'opaque') {
    const variable = callee.chain.length === 2 && callee.chain[1] === 'get' ? literalOf(args.positional[0]) : undefined;
    const isVariable = variable !== undefined && origin.kind === 'environment' && origin === callee.source;
    const own = isVariable ? { ...origin, label: `${origin.label}('${variable}')` } : origin;
    return opaque(volatility, own, place, { chain: [...callee.chain.slice(-6), '()'] });
  }
  const only = args.positional.length === 1 && args.keywords.size === 0 ? literalOf(args.positional[0]) : undefined;
  const step = only === undefined ? '()' : args.positional[0]?.kind === 'scalar' ? `(${only})` : `('${only}')`;
  const path = [...callee.path.slice(-longestPath), step];
  const made = madeBy(context, callee, path, args, place);
  const result = { ...callee, path, volatility, source: origin, made, place };
  noteUse(context, result);
  if (isDefinition) noteDefinition(context, named, result, args, calleePlace);
  return result;
}

function literalOf(value: AbstractValue | undefined): string | undefined {
  if (value?.kind === 'scalar' && typeof value.value === 'number') return String(value.value);
  const known = value?.kind === 'text' ? literalText(value) : undefined;
  return known !== undefined && known.length <= 80 ? known : undefined;
}

function resultVolatility(
  callee: AbstractSymbol | AbstractOpaque,
  args: Varying,
  label: string,
  place: Place,
): { readonly volatility: Volatility; readonly origin: AbstractOpaque['source'] } {
  const own = callee.volatility;
  // What a client was made with (the environment) says less of an answer than what it is asked.
  const ownLeads =
    changeOrder.indexOf(own.changes) >= changeOrder.indexOf(args.volatility.changes) ||
    args.volatility.sureness === 'unknown';
  if (own.sureness !== 'unknown' && ownLeads && (own.changes !== 'never' || own.varies !== 'nobody'))
    return { volatility: own, origin: callee.source };
  const moving = args.volatility.changes !== 'never' || args.volatility.varies !== 'nobody';
  if (moving && args.source) {
    // The answer to a question that changes is taken to change with it.
    const volatility: Volatility = {
      ...args.volatility,
      sureness: args.volatility.sureness === 'unknown' ? 'unknown' : 'likely',
    };
    return { volatility, origin: through(args.source, { label, place }) };
  }
  return { volatility: joinVolatility(own, unknownVolatility), origin: source('external', label, place) };
}

export function argumentsVarying(context: Context, args: AbstractArguments): Varying {
  const { store } = context.machine;
  let best: Varying | undefined;
  const look = (value: AbstractValue) => {
    if (value.kind === 'closure') return;
    const one = varying(value, store);
    const moves = one.volatility.changes !== 'never' || one.volatility.varies !== 'nobody';
    if (!best || (moves && one.source)) best = best && best.volatility.changes !== 'never' ? best : one;
  };
  for (const value of args.positional) look(value);
  for (const field of args.keywords.values()) look(field.value);
  return best ?? { volatility: { changes: 'never', varies: 'nobody', sureness: 'sure' }, source: undefined };
}

/** Functions handed to code that cannot be seen are taken to be called once with nothing known. */
export function runCallbacks(context: Context, args: AbstractArguments, place: Place): void {
  const { machine } = context;
  const { store } = machine;
  const run = (value: AbstractValue, depth: number) => {
    if (value.kind === 'closure') {
      if (machine.frames.some((frame) => frame.fn === value.fn)) return;
      const nothing = { positional: [], keywords: new Map(), open: true };
      const label = `${value.fn.name ?? 'callback'}()`;
      withinShare(machine, value.fn, () => invokeClosure(context, value, nothing, place, label));
    } else if (value.kind === 'native' && value.given) {
      callNative(context, value, { positional: [], keywords: new Map(), open: true }, place, value.name);
    } else if (value.kind === 'reference' && depth < 2) {
      const heap = store.get(value.cell);
      if (heap?.kind === 'record' && !heap.cls) for (const field of heap.fields.values()) run(field.value, depth + 1);
    }
  };
  for (const value of args.positional) run(value, 0);
  for (const field of args.keywords.values()) run(field.value, 0);
}
