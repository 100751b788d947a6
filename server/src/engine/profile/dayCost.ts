// The price of a day of runs.
import type { Money } from '../model/index.ts';

const thousandths = 1000;

/** `runsPerDay` may be a fraction: an agent that runs once a week. */
export function dayCost(run: Money, runsPerDay: number): Money {
  return (run * BigInt(Math.round(runsPerDay * thousandths))) / BigInt(thousandths);
}
