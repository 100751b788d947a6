// What to do first about the run of a call, with the figure that decided it.
import { verdictOf, verdictText } from '../estimate/index.ts';
import { hitRate } from '../model/index.ts';
import type { Timeline } from './profileRun.ts';

/** Undefined without prices. */
export function runVerdict({ ticks }: Timeline): string | undefined {
  const priced = ticks.flatMap(({ usage, cost, outputCost }) => {
    if (cost === undefined || outputCost === undefined) return [];
    const rate = hitRate(usage);
    return [{ input: cost - outputCost, output: outputCost, ...(rate === undefined ? {} : { hitRate: rate }) }];
  });
  const verdict = priced.length < ticks.length ? undefined : verdictOf(priced);
  return verdict && verdictText(verdict);
}
