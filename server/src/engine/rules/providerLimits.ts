// What a rule needs to know of the model behind a request, as plain data: the pipeline fills it from the catalog.
import type { Level, Mark, Money } from '../model/index.ts';

/** What a change between two requests does to what was cached of each level. `unknown`: the provider does not publish it. */
export type LevelEffects = Readonly<Record<Level, 'keep' | 'lose' | 'unknown'>>;

export interface SmallerModel {
  readonly id: string;
  /** Money per input token at the plain rate. */
  readonly inputRate: Money;
}

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
  /** A run of tool calls, or of tool results, is one position of the lookup. */
  readonly runsAreOnePosition?: boolean | 'unknown';
  /** Lifetime of an entry in seconds, by the name that a mark gives it. */
  readonly lifetimes: Readonly<Partial<Record<Mark['ttl'], number>>>;
  /** The provider caches only what is marked (Anthropic, Claude on Bedrock). */
  readonly needsMark: boolean;
  /** Price of a written token over a plain one (1.25 for the 5-minute cache of Anthropic). */
  readonly writeMultiplier?: number;
  /** Price of a read token over a plain one. */
  readonly readMultiplier?: number;
  /** Money per input token at the plain rate. */
  readonly inputRate?: Money;
  /** Money per output token. */
  readonly outputRate?: Money;
  /** Money per token written to the cache at its default TTL. */
  readonly writeRate?: Money;
  /** Money per token written for an hour. */
  readonly hourWriteRate?: Money;
  /** Money per token read from the cache. */
  readonly readRate?: Money;
  /** Price of a request in a batch over that of a plain one (0.5 for half). */
  readonly batchMultiplier?: number;
  /** False when every model that the source names refuses a request that ends with an assistant turn. */
  readonly acceptsPrefill?: boolean;
  /** The one model that the source names sets its sampling temperature as asked. */
  readonly takesTemperature?: boolean;
  /** The cheapest current model of the provider whose input costs a quarter of this one's or less. */
  readonly smaller?: SmallerModel;
  /** What changes of the request lose, by the kind of change; a kind that no source describes is absent. */
  readonly changes: Readonly<Partial<Record<string, LevelEffects>>>;
}
