// What a rule needs to know of the model behind a request, as plain data: the pipeline fills it from the catalog.
import type { Money } from '../model/index.ts';

/** Cache limits and prices of one model. Absent: unknown, and rules that need the figure stay silent. */
export interface ProviderLimits {
  /** Shortest prefix that is cached, in tokens. */
  readonly minimumTokens?: number;
  /** Smallest minimum of any model of the provider, for requests whose model is not known. */
  readonly leastMinimumTokens?: number;
  /** Most cache marks in one request. */
  readonly markLimit?: number;
  /** Positions that a lookup walks back from a mark, the mark included. */
  readonly lookback?: number;
  /** The provider caches only what is marked (Anthropic, Claude on Bedrock). */
  readonly needsMark: boolean;
  /** Price of a written token over a plain one (1.25 for the 5-minute cache of Anthropic). */
  readonly writeMultiplier?: number;
  /** Price of a read token over a plain one. */
  readonly readMultiplier?: number;
  /** Money per input token at the plain rate. */
  readonly inputRate?: Money;
  /** Money per token written to the cache at its default TTL. */
  readonly writeRate?: Money;
  /** Money per token read from the cache. */
  readonly readRate?: Money;
}
