// Calls that start several things together, and calls that start one and do not wait for it.
import type { FanOut } from '../../model/index.ts';
import type { AbstractValue } from '../abstractValue.ts';

const forms: ReadonlyMap<string, FanOut['form']> = new Map([
  ['global:Promise.all', 'all'],
  ['global:Promise.allSettled', 'settled'],
  ['global:Promise.race', 'race'],
  ['global:Promise.any', 'race'],
  ['asyncio:gather', 'all'],
  ['asyncio:wait', 'group'],
  ['asyncio:as_completed', 'group'],
  ['anyio:gather', 'all'],
  ['p-map:default', 'all'],
]);

export function fanOutOf(callee: AbstractValue): FanOut['form'] | undefined {
  if (callee.kind !== 'symbol') return undefined;
  if (isPool(callee) && callee.path.at(-1) === 'map') return 'group';
  return forms.get(`${callee.package}:${callee.path.join('.')}`);
}

/** Their branches are arguments of their own; the others take one collection. */
const takesBranches: ReadonlySet<string> = new Set(['asyncio', 'anyio']);

export function takesBranchesApart(callee: AbstractValue): boolean {
  return callee.kind === 'symbol' && takesBranches.has(callee.package) && callee.path.at(-1) === 'gather';
}

const starters: ReadonlySet<string> = new Set(['create_task', 'ensure_future', 'start_soon']);

/** `create_task(f(x))` of a loop or a task group, `submit(f, x)` of a pool: nothing waits for the result here. */
export function isStarter(callee: AbstractValue): boolean {
  if (callee.kind === 'opaque') return starters.has(callee.chain.at(-1) ?? '');
  if (callee.kind !== 'symbol') return false;
  return starters.has(callee.path.at(-1) ?? '') || (isPool(callee) && callee.path.at(-1) === 'submit');
}

function isPool(callee: Extract<AbstractValue, { kind: 'symbol' }>): boolean {
  return callee.package.startsWith('concurrent') && callee.path.some((element) => element.endsWith('PoolExecutor'));
}
