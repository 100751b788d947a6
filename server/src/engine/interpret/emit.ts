// Records a call that is a model call, with its arguments frozen as they are at this moment.
import type { Arguments, Callee, CallSite, Frame } from '../model/index.ts';
import type { Place } from '../text/index.ts';
import type { AbstractArguments, AbstractSymbol } from './abstractValue.ts';
import { callbackResults } from './callbackResults.ts';
import { freezeArguments, freezeSymbol } from './freeze.ts';
import type { ActiveFrame, Context, Machine } from './machine.ts';

export interface Emission {
  readonly callee: Callee;
  readonly args: AbstractArguments;
  readonly place: Place;
  readonly calleePlace: Place;
  /** The object that is called, or the one that was made, when it is one of a package. */
  readonly receiver: AbstractSymbol | undefined;
  readonly frames: readonly Frame[];
}

/** False, and nothing recorded, when the arguments show that it is none. */
export function emitCall(context: Context, { callee, args, place, calleePlace, receiver, frames }: Emission): boolean {
  const { machine } = context;
  const { packages } = context.record;
  const shown = (): CallSite => ({
    place,
    calleePlace,
    language: context.record.module.language,
    callee,
    args: freezeArguments(args, machine.store),
    frames: [],
    fanOuts: [],
    awaited: true,
    packages,
    ...(receiver ? { receiver: freezeSymbol(receiver, machine.store) } : {}),
  });
  if (!machine.sdks.isRequest(callee, packages, shown)) return false;
  machine.callsMade++;
  if (machine.muted || machine.importing) return true;
  const fanOut = machine.activeFanOuts.at(-1);
  if (fanOut !== undefined && machine.caught === 0 && machine.caughtAtFanOut.at(-1) === 0)
    machine.rejecting.add(fanOut);
  const key = [
    ...frames.map((frame) => `${frame.place.path}:${frame.place.start}`),
    `${place.path}:${place.start}`,
  ].join('>');
  const pending = machine.sites.get(key);
  if (pending) {
    if (pending.round !== machine.round) {
      pending.next ??= freezeArguments(args, machine.store, callbackResults(context, args, receiver));
    }
    return true;
  }
  const siteKey = `${place.path}:${place.start}`;
  const contexts = machine.contextsPerSite.get(siteKey) ?? 0;
  if (contexts >= machine.limits.sitesPerCall) return true;
  machine.contextsPerSite.set(siteKey, contexts + 1);
  const results = callbackResults(context, args, receiver);
  const frozen: Arguments = freezeArguments(args, machine.store, results);
  const fanOuts = [...machine.activeFanOuts];
  const site: CallSite = {
    place,
    calleePlace,
    language: context.record.module.language,
    callee,
    args: frozen,
    frames,
    fanOuts,
    awaited: true,
    packages,
    ...(receiver ? { receiver: freezeSymbol(receiver, machine.store, results) } : {}),
  };
  machine.sites.set(key, { site, marks: machine.marks, round: machine.round, fanOuts, next: undefined });
  return true;
}

/** The way from the entry point to what is running now. */
export function framesOf(machine: Machine): readonly Frame[] {
  return wayOf(machine.frames).map((frame) => ({
    label: frame.label,
    place: frame.place,
    // Known only once the function has been left: read through to the live frame.
    get recursive() {
      return frame.recursive;
    },
    loops: frame.loops.map((loop) => loop.fact),
  }));
}

/** The frames from the entry point, re-entries of a recursive function cut out so that its second round meets the first. */
function wayOf(frames: readonly ActiveFrame[]): readonly ActiveFrame[] {
  const way: ActiveFrame[] = [];
  for (const frame of frames) {
    const again = frame.fn ? way.findIndex((one) => one.fn === frame.fn) : -1;
    if (again >= 0) way.length = again + 1;
    else way.push(frame);
  }
  return way;
}
