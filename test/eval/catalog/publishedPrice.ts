// One model's prices as another source publishes them, in the form that they are compared in.

/** Dollars per million tokens; absent: the source says nothing. */
export interface PublishedPrice {
  /** The id of the model at the source, which may have matched by resemblance. */
  readonly matched: string;
  readonly input?: number;
  readonly output?: number;
  readonly read?: number;
  readonly write5m?: number;
  readonly write1h?: number;
  /** Input tokens above which other prices hold. */
  readonly tierAbove?: number;
  readonly tierInput?: number;
  readonly tierOutput?: number;
  readonly contextWindow?: number;
}

export interface PriceSource {
  readonly name: string;
  /** Undefined: the source does not have the model. */
  readonly priceOf: (provider: string, id: string, aliases: readonly string[]) => PublishedPrice | undefined;
}
