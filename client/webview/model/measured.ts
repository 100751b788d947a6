// A run that was really sent, beside what was predicted for it.
import type { ProfileRun, ProfileTick, TickTokens } from '../../../server/src/protocol/index.ts';

export function writtenIn(tokens: TickTokens): number {
  return tokens.write5m + tokens.write1h + (tokens.write30m ?? 0) + (tokens.write12h ?? 0);
}

/** read / (read + write + fresh) over several ticks; undefined when nothing was sent. */
export function rateOver(all: readonly TickTokens[]): number | undefined {
  let read = 0;
  let input = 0;
  for (const tokens of all) {
    read += tokens.read;
    input += tokens.read + writtenIn(tokens) + tokens.fresh;
  }
  return input === 0 ? undefined : read / input;
}

export interface RunTotals {
  readonly rate: number | undefined;
  readonly latestRate: number | undefined;
  /** Dollars; undefined when a tick has no price. */
  readonly cost: number | undefined;
  readonly predictedRate: number | undefined;
  readonly predictedCost: number | undefined;
}

export function totalsOf(ticks: readonly ProfileTick[]): RunTotals {
  const predicted = ticks.flatMap((tick) => (tick.predicted === undefined ? [] : [tick.predicted]));
  const isWhole = predicted.length === ticks.length && ticks.length > 0;
  return {
    rate: rateOver(ticks.map(({ tokens }) => tokens)),
    latestRate: ticks.at(-1)?.hitRate,
    cost: sumOfDollars(ticks),
    predictedRate: isWhole ? rateOver(predicted.map(({ tokens }) => tokens)) : undefined,
    predictedCost: isWhole ? sumOfDollars(predicted) : undefined,
  };
}

function sumOfDollars(ticks: readonly { readonly cost?: number | undefined }[]): number | undefined {
  let sum = 0;
  for (const { cost } of ticks) {
    if (cost === undefined) return undefined;
    sum += cost;
  }
  return ticks.length === 0 ? undefined : sum;
}

/** Ticks of a run that came to its end, or of one that is still going on. */
export function endedText({ ended, ticks, wanted }: ProfileRun): string | undefined {
  return ended ?? (ticks.length < wanted ? `It ended after ${ticks.length} of ${wanted} ticks.` : undefined);
}
