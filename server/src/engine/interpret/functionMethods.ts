// `bind`, `call` and `apply` of JavaScript's functions, on those of packages, and functions that some arguments were given to before.
import type { Place } from '../text/index.ts';
import type { AbstractArguments, AbstractOpaque, AbstractSymbol, AbstractValue } from './abstractValue.ts';
import { callValue } from './invoke.ts';
import { iterate } from './iterate.ts';
import type { Context } from './machine.ts';

const names: ReadonlySet<string> = new Set(['bind', 'call', 'apply']);

export function isFunctionMethod(name: string): boolean {
  return names.has(name);
}

/** Undefined where the callee is no such method, such as the `bind` of an object that is made with options. */
export function callFunctionMethod(
  context: Context,
  callee: AbstractSymbol | AbstractOpaque,
  args: AbstractArguments,
  place: Place,
  label: string,
  calleePlace: Place,
): AbstractValue | undefined {
  const path = callee.kind === 'symbol' ? callee.path : callee.chain;
  const method = path.at(-1) ?? '';
  const of = path.at(-2);
  if (!names.has(method) || of === undefined || of.startsWith('(')) return undefined;
  if (context.record.module.language === 'python') return undefined;
  const [receiver, ...others] = args.positional;
  if (receiver === undefined || isPlainRecord(context, receiver)) return undefined;
  const fn: AbstractValue =
    callee.kind === 'symbol' ? { ...callee, path: path.slice(0, -1) } : { ...callee, chain: path.slice(0, -1) };
  if (method === 'bind') return bound(fn, others, place);
  return callValue(context, fn, argumentsOf(context, method, others, place), place, label, calleePlace);
}

/** The arguments that `call` and `apply` hand on, without the receiver. */
export function argumentsOf(
  context: Context,
  method: string,
  others: readonly AbstractValue[],
  place: Place,
): AbstractArguments {
  const [list] = others;
  if (method === 'call') return { positional: others, keywords: new Map(), open: false };
  const parts = list && iterate(context, list, place, 'arguments');
  const open = parts === undefined || parts.rest !== undefined || parts.items.some((item) => item.repeated);
  return { positional: parts?.items.map(({ value }) => value) ?? [], keywords: new Map(), open };
}

function isPlainRecord(context: Context, value: AbstractValue): boolean {
  const heap = value.kind === 'reference' ? context.machine.store.get(value.cell) : undefined;
  return heap?.kind === 'record' && heap.cls === undefined;
}

/** The function with its first arguments given: `f.bind(receiver, a)`. */
export function bound(fn: AbstractValue, first: readonly AbstractValue[], place: Place): AbstractValue {
  if (first.length === 0) return fn;
  const given = { positional: first, keywords: new Map(), open: false };
  return { kind: 'native', name: 'partial', self: fn, given, place };
}

/** What was given goes before the rest; keywords of the call go before those that were given. */
export function withGiven(given: AbstractArguments, args: AbstractArguments): AbstractArguments {
  const keywordRest = args.keywordRest ?? given.keywordRest;
  return {
    positional: [...given.positional, ...args.positional],
    keywords: new Map([...given.keywords, ...args.keywords]),
    open: given.open || args.open,
    ...(keywordRest === undefined ? {} : { keywordRest }),
  };
}
