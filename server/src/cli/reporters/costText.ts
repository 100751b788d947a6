// What a finding costs, in the words of the command line's reports.
import type { CostEffect, EngineBasics, Occasion } from '../../engine/index.ts';

const occasions: Readonly<Record<Occasion, string>> = {
  tick: 'a tick',
  day: 'a day',
  start: 'a start',
  deployment: 'a deployment',
  session: 'a session',
  user: 'a user',
  tenant: 'a tenant',
};

/** `4,700 tokens a tick, $0.0141 a tick` */
export function costText({ tokens, money, each }: CostEffect, basics: EngineBasics): string {
  const times = occasions[each];
  const price = money === undefined ? '' : `, ${basics.formatMoney(money)} ${times}`;
  return `${tokens.toLocaleString('en-US')} tokens ${times}${price}`;
}
