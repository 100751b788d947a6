// What a request weighs and costs: always with a method and a range.

/** A token count with its band. `exact` only where the provider defines the count. */
export interface TokenCount {
  readonly tokens: number;
  readonly low: number;
  readonly high: number;
  readonly method: 'exact' | 'estimate' | 'assumed';
}

/** Billed tokens of one tick. `fresh` is input at the plain rate. */
export interface TickUsage {
  readonly fresh: number;
  readonly write5m: number;
  readonly write1h: number;
  /** OpenAI models that charge a fee for writes. */
  readonly write30m?: number;
  /** The same, kept for longer. */
  readonly write12h?: number;
  readonly read: number;
  readonly output: number;
}

/** Money in exact integer picodollars (10⁻¹² $): every rate per million tokens times a token count is a whole number of them. */
export type Money = bigint;

/** How the agent is used: what cost and cache verdicts assume. Times in seconds. */
export interface Scenario {
  readonly ticks: number;
  readonly outputTokens: number;
  readonly toolResultTokens: number;
  readonly gapSeconds: number;
  readonly tasksPerDay: number;
  /** Tokens that a thinking model writes before each answer, billed as output. */
  readonly reasoningTokens: number;
  /** Expected size of a hole whose text is unknown, in tokens. */
  readonly holeTokens: number;
}

/** The request's tokens along the wire and its price under a scenario. */
export interface Estimate {
  /** Catalog id that prices were taken from; undefined when the model is unknown. */
  readonly model: string | undefined;
  /** The model was not named in the source: this one is assumed. */
  readonly modelAssumed: boolean;
  readonly input: TokenCount;
  /** Tokens per segment of the layout, plus structure overhead, in order. */
  readonly segments: readonly TokenCount[];
  /** Cumulative tokens at each breakpoint of the layout. */
  readonly breakpoints: readonly TokenCount[];
  /** Tokens of the longest prefix that stays the same between requests. */
  readonly stablePrefix: TokenCount;
  /** Tokens that a warm tick reads, by the breakpoints as they stand. */
  readonly cachedPrefix: TokenCount;
  readonly output: number;
  readonly uncached: Money | undefined;
  readonly cold: Money | undefined;
  readonly warm: Money | undefined;
  /** Prompt hit rate of the warm tick, 0..1. */
  readonly hitRate: number | undefined;
  /** Why the numbers are what they are: assumed sizes, unknown parts. */
  readonly assumptions: readonly string[];
}
