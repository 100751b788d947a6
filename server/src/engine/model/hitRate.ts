// The prompt hit rate: the one definition that the lens, the profile and the simulator share.
import type { TickUsage } from './estimate.ts';

/** All input tokens of a tick, however they are billed. */
export function inputTokens(usage: Omit<TickUsage, 'output'>): number {
  return usage.read + writtenTokens(usage) + usage.fresh;
}

/** Tokens written to the cache, at any TTL. */
export function writtenTokens(usage: Omit<TickUsage, 'output'>): number {
  return usage.write5m + usage.write1h + (usage.write30m ?? 0) + (usage.write12h ?? 0);
}

/** read / (read + write + fresh), 0..1. Undefined when nothing was sent: no input is not a rate of 0. */
export function hitRate(usage: Omit<TickUsage, 'output'>): number | undefined {
  const input = inputTokens(usage);
  return input > 0 ? usage.read / input : undefined;
}

/** Sums usages of several ticks. */
export function addUsage(usages: readonly TickUsage[]): TickUsage {
  let sum: TickUsage = { fresh: 0, write5m: 0, write1h: 0, read: 0, output: 0 };
  for (const usage of usages) {
    const write30m = (sum.write30m ?? 0) + (usage.write30m ?? 0);
    const write12h = (sum.write12h ?? 0) + (usage.write12h ?? 0);
    sum = {
      fresh: sum.fresh + usage.fresh,
      write5m: sum.write5m + usage.write5m,
      write1h: sum.write1h + usage.write1h,
      read: sum.read + usage.read,
      output: sum.output + usage.output,
      ...(write30m > 0 ? { write30m } : {}),
      ...(write12h > 0 ? { write12h } : {}),
    };
  }
  return sum;
}
