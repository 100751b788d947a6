// The price of a run: the sum of its ticks.
import type { Money } from '../model/index.ts';
import type { Timeline } from './profileRun.ts';

/** Undefined when the price of a tick is unknown. */
export function runCost({ ticks }: Timeline): Money | undefined {
  let sum = 0n;
  for (const { cost } of ticks) {
    if (cost === undefined) return undefined;
    sum += cost;
  }
  return sum;
}
