// Decides whether a callee makes an agent of a framework or runs one: `Agent(…)`, `agent.run(…)`.
import type { Callee } from '../../model/index.ts';
import type { Match } from '../recognizer.ts';
import { packageMatch } from './packageMatch.ts';
import { plainPath } from './symbolPath.ts';

/** For frameworks whose class is called `Agent`; `methods` run an agent that was made. */
export function matchAgent(callee: Callee, packages: readonly string[], methods: readonly string[]): Match | undefined {
  if (!packageMatch(callee.package, packages)) return undefined;
  const path = plainPath(callee.path);
  if (path.at(-1) === 'Agent') return 'sure';
  return path.at(-3) === 'Agent' && path.at(-2) === '()' && methods.includes(path.at(-1) ?? '') ? 'sure' : undefined;
}
