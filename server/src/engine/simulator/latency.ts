// How long a request takes: the time to its first token grows with what is not read from the cache, the rest with the answer.
import type { TickUsage } from '../model/index.ts';
import { inputTokens } from '../model/index.ts';

export interface LatencyModel {
  /** Network, queue and the first step of decoding, milliseconds. */
  readonly overheadMilliseconds: number;
  /** Input tokens that are processed in a second. */
  readonly prefillTokensPerSecond: number;
  /** Tokens that are taken from the cache in a second: loading is not free, only much faster. */
  readonly cachedTokensPerSecond: number;
  /** Output tokens in a second. */
  readonly decodeTokensPerSecond: number;
}

/**
 * Assumed figures; no service publishes its own. They are set so that a prompt of 100,000 tokens starts to answer about 85% sooner
 * when nearly all of it is read, the most that providers announce.
 */
export const defaultLatency: LatencyModel = {
  overheadMilliseconds: 400,
  prefillTokensPerSecond: 9_000,
  cachedTokensPerSecond: 75_000,
  decodeTokensPerSecond: 70,
};

export interface Latency {
  readonly firstTokenMilliseconds: number;
  readonly totalMilliseconds: number;
}

export function latencyOf(usage: TickUsage, model: LatencyModel = defaultLatency): Latency {
  const processed = inputTokens(usage) - usage.read;
  const first =
    model.overheadMilliseconds +
    (processed / model.prefillTokensPerSecond) * 1000 +
    (usage.read / model.cachedTokensPerSecond) * 1000;
  const total = first + (Math.max(0, usage.output - 1) / model.decodeTokensPerSecond) * 1000;
  return { firstTokenMilliseconds: Math.round(first), totalMilliseconds: Math.round(total) };
}
