// How many branches of a fan-out may run at once: semaphores, limiters, pools and options that cap them.
import type { FanOut } from '../model/index.ts';
import type { AbstractArguments, AbstractSymbol, AbstractValue } from './abstractValue.ts';
import type { Context, Machine } from './machine.ts';

type Cap = NonNullable<FanOut['cap']>;

/** What was made with the number as its only or first argument. Entering it, acquiring it or calling it waits. */
const limiters =
  /^(?:(?:asyncio|anyio|trio|threading|multiprocessing):(?:BoundedSemaphore|Semaphore|CapacityLimiter)|p-limit:default|async-sema:Sema|async-mutex:Semaphore|p-queue:default)$/;

/** The limit that going through the value puts on what runs in it. */
function limitOf(context: Context, value: AbstractValue): Cap | undefined {
  if (value.kind !== 'symbol') return undefined;
  const call = value.path.findIndex((element) => element.startsWith('('));
  if (call < 1 || !limiters.test(`${value.package}:${value.path.slice(0, call).join('.')}`)) return undefined;
  return numberIn(context, firstCall(value), ['value', 'total_tokens', 'concurrency']);
}

/** Notes that the running fan-out waits for a limiter. */
export function noteLimit(context: Context, value: AbstractValue): void {
  const { machine } = context;
  const fanOut = machine.activeFanOuts.at(-1);
  const cap = fanOut === undefined ? undefined : limitOf(context, value);
  if (fanOut !== undefined && cap !== undefined) setCap(machine, fanOut, cap);
}

/** The limit that a pool was made with, or that an option of the call gives. */
export function ownLimit(context: Context, callee: AbstractValue, args: AbstractArguments): Cap | undefined {
  if (callee.kind !== 'symbol') return undefined;
  if (callee.path.some((element) => element.endsWith('PoolExecutor'))) {
    const made = firstCall(callee);
    const isGiven = made !== undefined && (made.positional.length > 0 || made.keywords.has('max_workers'));
    return isGiven ? numberIn(context, made, ['max_workers']) : undefined;
  }
  const options = args.positional.at(-1);
  const heap = options?.kind === 'reference' ? context.machine.store.get(options.cell) : undefined;
  const given = heap?.kind === 'record' && !heap.cls ? heap.fields.get('concurrency')?.value : undefined;
  return given && capOf(given);
}

export function setCap(machine: Machine, id: number, cap: Cap): void {
  const fact = machine.fanOuts[id];
  if (fact === undefined || fact.cap !== undefined) return;
  replaceFanOut(machine, { ...fact, cap });
}

/** The same fan-out with more known of it. */
export function replaceFanOut(machine: Machine, fact: FanOut): void {
  const before = machine.fanOuts[fact.id];
  machine.fanOuts[fact.id] = fact;
  for (const [key, known] of machine.fanOutByKey) if (known === before) machine.fanOutByKey.set(key, fact);
}

function firstCall({ made }: AbstractSymbol): AbstractArguments | undefined {
  let first = made;
  while (first?.before !== undefined) first = first.before;
  return first?.args;
}

function numberIn(context: Context, args: AbstractArguments | undefined, names: readonly string[]): Cap {
  const given = args?.positional[0] ?? names.flatMap((name) => args?.keywords.get(name)?.value ?? [])[0];
  const heap = given?.kind === 'reference' ? context.machine.store.get(given.cell) : undefined;
  const named = heap?.kind === 'record' ? names.flatMap((name) => heap.fields.get(name)?.value ?? [])[0] : given;
  return named === undefined ? 'unknown' : capOf(named);
}

function capOf(value: AbstractValue): Cap {
  return value.kind === 'scalar' && typeof value.value === 'number' ? value.value : 'unknown';
}
