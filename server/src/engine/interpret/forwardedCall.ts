// Calls that only pass a call on to a thread, a pool or an event loop: what is called is one of their arguments.
import type { AbstractArguments, AbstractValue } from './abstractValue.ts';
import { iterate } from './iterate.ts';
import type { Context } from './machine.ts';
import { spreadInto } from './spreadInto.ts';

export interface ForwardedCall {
  readonly callee: AbstractValue;
  readonly args: AbstractArguments;
  /** Which of the arguments the callee is: its place among them, or its name. */
  readonly at: number | string;
}

interface Forwarder {
  /** Position of the function; everything behind it is handed to the function. */
  readonly at: number;
  /** Keywords are the forwarder's own. */
  readonly keepsKeywords?: true;
}

const plain: Forwarder = { at: 0 };
const own: Forwarder = { at: 0, keepsKeywords: true };

const forwarders: ReadonlyMap<string, Forwarder> = new Map([
  ['asyncio:to_thread', plain],
  ['anyio:to_thread.run_sync', own],
  ['anyio.to_thread:run_sync', own],
  ['trio:to_thread.run_sync', own],
  ['anyio.from_thread:run', own],
  ['fastapi.concurrency:run_in_threadpool', plain],
  ['starlette.concurrency:run_in_threadpool', plain],
  ['contextvars:copy_context.().run', plain],
]);

/** Methods of that name take a function first, whatever they are methods of. */
const methods: ReadonlyMap<string, Forwarder> = new Map([
  ['run_in_executor', { at: 1, keepsKeywords: true }],
  ['submit', plain],
]);

/** Undefined where the call is one of its own. */
export function forwardedCall(
  context: Context,
  callee: AbstractValue,
  args: AbstractArguments,
): ForwardedCall | undefined {
  if (callee.kind !== 'symbol' && callee.kind !== 'opaque') return undefined;
  const path = callee.kind === 'symbol' ? callee.path : callee.chain;
  const name = callee.kind === 'symbol' ? `${callee.package}:${path.join('.')}` : '';
  if (name === 'threading:Thread') return threadCall(context, args);
  const forwarder = forwarders.get(name) ?? methods.get(path.at(-1) ?? '');
  const target = forwarder && args.positional[forwarder.at];
  if (forwarder === undefined || target === undefined || !isCallable(target)) return undefined;
  const { places, positional, ...others } = args;
  const handed: AbstractArguments = {
    ...others,
    positional: positional.slice(forwarder.at + 1),
    ...(places === undefined ? {} : { places: places.slice(forwarder.at + 1) }),
    ...(forwarder.keepsKeywords ? { keywords: new Map() } : {}),
  };
  return { callee: target, args: handed, at: forwarder.at };
}

/** `Thread(target=f, args=(a, b), kwargs={…})`. */
function threadCall(context: Context, { keywords }: AbstractArguments): ForwardedCall | undefined {
  const target = keywords.get('target')?.value;
  if (target === undefined || !isCallable(target)) return undefined;
  const list = keywords.get('args');
  const parts = list && iterate(context, list.value, list.place, 'args');
  const handed = new Map<string, AbstractArguments['keywords'] extends ReadonlyMap<string, infer F> ? F : never>();
  const record = keywords.get('kwargs');
  const rest =
    record && spreadInto(context, record.value, (key, field) => handed.set(key, field), undefined, record.place);
  const open = parts?.rest !== undefined || parts?.items.some((item) => item.repeated) === true;
  return {
    callee: target,
    args: {
      positional: parts?.items.map(({ value }) => value) ?? [],
      keywords: handed,
      open,
      ...(rest === undefined ? {} : { keywordRest: rest }),
    },
    at: 'target',
  };
}

/** Functions, and members of objects that were not followed. */
function isCallable(value: AbstractValue): boolean {
  if (value.kind === 'symbol') return value.path.length > 0 && !value.path.at(-1)?.startsWith('(');
  return value.kind === 'closure' || value.kind === 'native' || (value.kind === 'opaque' && value.chain.length > 1);
}
