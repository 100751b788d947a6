// Decides whether a callee is a method of an SDK's client, for SDKs whose calls are members of a client object.
import type { Callee } from '../../model/index.ts';
import type { Match } from '../recognizer.ts';
import { packageMatch } from './packageMatch.ts';
import { endsWith, plainPath } from './symbolPath.ts';

export interface Methods {
  readonly packages: readonly string[];
  readonly tails: readonly (readonly string[])[];
  /** Members that, standing before a tail, make it another API (`threads.messages.create`). */
  readonly notAfter?: readonly string[];
}

/** `sure` when the callee's package is the SDK's; `likely` when the receiver is unknown or belongs to another package. */
export function matchMethod(callee: Callee, methods: Methods): Match | undefined {
  const path = plainPath(callee.path);
  const tail = methods.tails.find((candidate) => endsWith(path, candidate));
  if (tail === undefined) return undefined;
  const before = path[path.length - tail.length - 1];
  if (before !== undefined && methods.notAfter?.includes(before)) return undefined;
  return packageMatch(callee.package, methods.packages) ? 'sure' : 'likely';
}
