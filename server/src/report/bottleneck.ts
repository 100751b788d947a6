// Names what makes a run dear, with the figure that decided it and the lever that fits.
import { hitRate, type Timeline } from '../engine/index.ts';

/** Input above this share of every tick's cost: the prompt is the bottleneck. */
const longInputShare = 0.7;
/** From this hit rate on, the cache carries the prompt and more marks change little. */
const goodHitRate = 0.8;
const manyTicks = 20;

/** Undefined without prices. */
export function bottleneck({ ticks }: Timeline): string | undefined {
  const shares: number[] = [];
  for (const { cost, outputCost } of ticks) {
    if (cost === undefined || outputCost === undefined) return undefined;
    if (cost > 0n) shares.push(1 - Number(outputCost) / Number(cost));
  }
  if (shares.length === 0) return undefined;
  const least = Math.min(...shares);
  const last = ticks.at(-1)?.usage;
  const rate = last === undefined ? 0 : (hitRate(last) ?? 0);
  if (least > longInputShare && rate < goodHitRate) {
    return `Long inputs: the prompt is at least ${percent(least)} of every tick's cost, and the latest tick reads ${percent(rate)} of it from the cache. Prompt caching is the lever.`;
  }
  if (least > longInputShare) {
    return `Long inputs, carried by the cache: the prompt is at least ${percent(least)} of every tick's cost, and ${percent(rate)} of the latest one is read from the cache. A shorter prompt and fewer ticks are the levers left.`;
  }
  if (ticks.length >= manyTicks && least > 1 - longInputShare) {
    return `Too many ticks: ${ticks.length} of them send the prompt again. A plan made once, or a better stop condition, is the lever.`;
  }
  if (least < 1 - longInputShare) {
    return `Long answers: the model's output is ${percent(1 - least)} of the dearest tick's cost. A limit on the output, or a smaller model, is the lever.`;
  }
  return `None stands out: the prompt is ${percent(least)} of a tick's cost, and ${percent(rate)} of the latest one is read from the cache.`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
