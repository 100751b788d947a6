// Calls that start their arguments together.
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
]);

export function fanOutOf(callee: AbstractValue): FanOut['form'] | undefined {
  return callee.kind === 'symbol' ? forms.get(`${callee.package}:${callee.path.join('.')}`) : undefined;
}
