// Decides whether a callee is an SDK's own, for calls whose names are too common to go by.
import type { Callee } from '../../model/index.ts';
import type { Match } from '../recognizer.ts';
import type { Methods } from './matchMethod.ts';
import { packageMatch } from './packageMatch.ts';
import { endsWith, plainPath } from './symbolPath.ts';

/** Only what surely belongs to one of the packages. */
export function matchOwn(callee: Callee, { packages, tails }: Methods): Match | undefined {
  if (!packageMatch(callee.package, packages)) return undefined;
  const path = plainPath(callee.path);
  return tails.some((tail) => endsWith(path, tail)) ? 'sure' : undefined;
}
