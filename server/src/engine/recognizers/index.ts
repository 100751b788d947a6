// Door of the recognizers: from a call site to the request that an SDK makes of it.
import type { Arguments, Callee, CallSite, Request } from '../model/index.ts';
import type { Recognizer } from './recognizer.ts';
import { recognizers } from './registry.ts';
import { packageMatch } from './shared/packageMatch.ts';
import { endsWith, lastMember, plainPath } from './shared/symbolPath.ts';
import { tailsOf } from './shared/tailsOf.ts';
import { isPositional, unwrapped } from './shared/unwrapped.ts';
import { withGrowth } from './shared/withGrowth.ts';

export type { Recognizer } from './recognizer.ts';
export { bodyRequest } from './shared/bodyRequest.ts';
export { declaredCalls } from './shared/declaredCalls.ts';
export { historyOf } from './shared/historyOf.ts';
export { isSdk } from './shared/isSdk.ts';
export { fieldsOf } from './shared/options.ts';
export { lastMember } from './shared/symbolPath.ts';
export { tailsOf } from './shared/tailsOf.ts';
export { signsOf } from './shared/textSigns.ts';
export { transparentHelper } from './shared/transparentHelper.ts';
export { recognizers };

/** Keyed by the last member of the callee, so that the many calls that are none are told apart at once. */
const byLastMember = new Map<string, readonly Recognizer[]>();
for (const recognizer of recognizers) {
  for (const name of new Set(tailsOf(recognizer).flatMap((tail) => lastMember(tail) ?? []))) {
    byLastMember.set(name, [...(byLastMember.get(name) ?? []), recognizer]);
  }
}

export interface Recognized {
  readonly request: Request;
  /** The same request on the next tick of the innermost loop around the call. */
  readonly next?: Request;
}

/**
 * Cheap: may be asked of every call. True when a recognizer wants to see the arguments. `isUnseen`: the receiver is only a name, so
 * that a call of a common name counts where the file imports an SDK that has it.
 */
export function isCandidate(callee: Callee, packages: readonly string[], isUnseen = false): boolean {
  return candidates(callee, packages).length > 0 || (isUnseen && mayBeOwn(callee, packages));
}

/** Their objects are called themselves, so that any name may be one: `self.answer(question=…)`. */
const calledThemselves = recognizers.filter(({ tails }) => tails.some((tail) => tail.at(-1) === '()'));

function mayBeOwn({ path }: Callee, packages: readonly string[]): boolean {
  const plain = plainPath(path);
  const fitting = named(path).filter((recognizer) =>
    tailsOf(recognizer).some((tail) => endsWith(plain, tail) || endsWith([...plain, '()'], tail)),
  );
  return [...fitting, ...calledThemselves].some((recognizer) =>
    packages.some((name) => packageMatch(name, recognizer.packages)),
  );
}

/** The callee alone makes a candidate a request, or else its arguments do, which `site` shows. */
export function isRequest(callee: Callee, packages: readonly string[], site: () => CallSite): boolean {
  const found = candidates(callee, packages);
  return found.some((one) => one.matches(callee, packages) === 'sure') || recognize(site()) !== undefined;
}

/** True when the call makes an object that sends its requests later, so that the call itself gives back the object and no answer. */
export function isDefinition(callee: Callee): boolean {
  const path = plainPath(callee.path);
  return candidates(callee, []).some(({ definitions }) => definitions?.some((tail) => endsWith(path, tail)));
}

export function recognize(site: CallSite): Recognized | undefined {
  return recognizeAll(site)[0];
}

/** A recognizer whose SDK was resolved goes before those that only find the shape likely. */
export function recognizeAll(given: CallSite): readonly Recognized[] {
  const site = unwrapped(given);
  const found = candidates(site.callee, site.packages);
  const ranked = [
    ...found.filter((one) => one.matches(site.callee, site.packages) === 'sure'),
    ...found.filter((one) => one.matches(site.callee, site.packages) === 'likely'),
  ];
  for (const recognizer of ranked) {
    const requests = requestsOf(recognizer, site.args, site);
    if (requests.length === 0) continue;
    const following = site.nextArgs === undefined ? [] : requestsOf(recognizer, site.nextArgs, site);
    return requests.map((request, index) => {
      const next = following.length === requests.length ? following[index] : undefined;
      return next === undefined ? { request } : { request: withGrowth(request, next), next };
    });
  }
  return [];
}

function requestsOf(recognizer: Recognizer, args: Arguments, site: CallSite): readonly Request[] {
  const one = recognizer.recognizeAll === undefined ? recognizer.recognize(args, site) : undefined;
  const requests = recognizer.recognizeAll?.(args, site) ?? (one === undefined ? [] : [one]);
  const marked = site.marksLost ? requests.map((request) => ({ ...request, hiddenMarks: true })) : requests;
  return marked.map((request) => throughWrapper(request, site));
}

/** A wrapper that sets marks hides them, and takes no options by name where it takes its arguments by position. */
function throughWrapper(request: Request, { callee: { wrapper } }: CallSite): Request {
  if (wrapper === undefined) return request;
  const { optionsPlace, ...rest } = { ...request, hiddenMarks: request.hiddenMarks || wrapper.addsMarks };
  return optionsPlace === undefined || isPositional(wrapper.arguments) ? rest : { ...rest, optionsPlace };
}

function candidates(callee: Callee, packages: readonly string[]): readonly Recognizer[] {
  return named(callee.path).filter((recognizer) => recognizer.matches(callee, packages) !== undefined);
}

/** Recognizers that know the last member of the path. */
function named(path: readonly string[]): readonly Recognizer[] {
  const last = lastMember(path);
  return (last === undefined ? undefined : byLastMember.get(last)) ?? [];
}
