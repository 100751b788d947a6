// Turns published dollar prices into exact rates.
import type { Rates, Ratio } from './catalogModel.ts';

/** Published prices in dollars per million tokens. */
export interface PublishedPrices {
  readonly input: number;
  readonly output: number;
  readonly read?: number;
  readonly write5m?: number;
  readonly write1h?: number;
  readonly write30m?: number;
}

/** Dollars per million tokens to picodollars per token: six decimals are exact, which every published price fits. */
export function rate(dollarsPerMillion: number): bigint {
  return BigInt(Math.round(dollarsPerMillion * 1_000_000));
}

export function rates(prices: PublishedPrices): Rates {
  return {
    input: rate(prices.input),
    output: rate(prices.output),
    ...(prices.read === undefined ? {} : { read: rate(prices.read) }),
    ...(prices.write5m === undefined ? {} : { write5m: rate(prices.write5m) }),
    ...(prices.write1h === undefined ? {} : { write1h: rate(prices.write1h) }),
    ...(prices.write30m === undefined ? {} : { write30m: rate(prices.write30m) }),
  };
}

/** Scales every rate, rounding half up to a whole picodollar. */
export function scaleRates(base: Rates, by: Ratio): Rates {
  const scale = (value: bigint): bigint => scaled(value, by);
  return {
    input: scale(base.input),
    output: scale(base.output),
    ...(base.read === undefined ? {} : { read: scale(base.read) }),
    ...(base.write5m === undefined ? {} : { write5m: scale(base.write5m) }),
    ...(base.write1h === undefined ? {} : { write1h: scale(base.write1h) }),
    ...(base.write30m === undefined ? {} : { write30m: scale(base.write30m) }),
  };
}

/** value × ratio, rounded half up. Values are never negative. */
export function scaled(value: bigint, by: Ratio): bigint {
  return (value * by.numerator * 2n + by.denominator) / (by.denominator * 2n);
}
