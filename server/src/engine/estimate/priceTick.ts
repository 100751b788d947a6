// The exact price of one model call from its billed tokens.
import { type CatalogModel, type Rates, type Ratio, scaled } from '../catalog/index.ts';
import { inputTokens, type Money, type TickUsage } from '../model/index.ts';

export interface PriceOptions {
  /** Default `standard`. `batch` and `fast` where the model offers them; undefined comes back where it does not. */
  readonly service?: 'standard' | 'batch' | 'fast';
  /** A discount or surcharge of the user's own. */
  readonly multiplier?: Ratio;
  /** Input tokens of the whole request, where the usage is a part of it: they decide the tier. */
  readonly partOf?: number;
}

/** Input by how it was billed, and output. What is left out is 0. */
export type PartialUsage = Partial<TickUsage>;

/** Parts of the price of one tick. */
export interface TickPrice {
  readonly input: Money;
  readonly output: Money;
  readonly total: Money;
  /** What each kind of token comes to, rounded on its own. */
  readonly kinds: Readonly<Record<keyof TickUsage, Money>>;
}

export function fullUsage(usage: PartialUsage): TickUsage {
  return { fresh: 0, write5m: 0, write1h: 0, read: 0, output: 0, ...usage };
}

/**
 * Picodollars of one tick. A request whose input passes a tier's boundary is billed whole at that tier, output included. Undefined
 * when the model has no known price, or no known rate for tokens that were billed.
 */
export function priceTick(model: CatalogModel, usage: PartialUsage, options: PriceOptions = {}): Money | undefined {
  return priceParts(model, usage, options)?.total;
}

export function priceParts(
  model: CatalogModel,
  usage: PartialUsage,
  options: PriceOptions = {},
): TickPrice | undefined {
  const full = fullUsage(usage);
  const rates = ratesFor(model, options.partOf ?? inputTokens(full), options);
  if (rates === undefined) return undefined;
  const kinds = {
    fresh: cost(full.fresh, rates.input),
    read: cost(full.read, rates.read),
    write5m: cost(full.write5m, rates.write5m),
    write1h: cost(full.write1h, rates.write1h),
    write30m: cost(full.write30m ?? 0, rates.write30m),
    // No source gives a rate for these.
    write12h: cost(full.write12h ?? 0, undefined),
  };
  const { fresh, read, write5m, write1h, write30m, write12h } = kinds;
  if (fresh === undefined || read === undefined || write5m === undefined) return undefined;
  if (write1h === undefined || write30m === undefined || write12h === undefined) return undefined;
  const factor = factorOf(model, options);
  if (factor === undefined) return undefined;
  const output = scaled(BigInt(full.output) * rates.output, factor);
  const input = scaled(fresh + read + write5m + write1h + write30m + write12h, factor);
  return {
    input,
    output,
    total: input + output,
    kinds: {
      fresh: scaled(fresh, factor),
      read: scaled(read, factor),
      write5m: scaled(write5m, factor),
      write1h: scaled(write1h, factor),
      write30m: scaled(write30m, factor),
      write12h: scaled(write12h, factor),
      output,
    },
  };
}

function ratesFor(model: CatalogModel, input: number, options: PriceOptions): Rates | undefined {
  if (options.service === 'fast') return model.fast?.rates;
  return model.tier !== undefined && input > model.tier.above ? model.tier.rates : model.rates;
}

function factorOf(model: CatalogModel, options: PriceOptions): Ratio | undefined {
  const own = options.multiplier ?? { numerator: 1n, denominator: 1n };
  if (options.service !== 'batch') return own;
  if (model.batch === undefined) return undefined;
  return {
    numerator: own.numerator * model.batch.numerator,
    denominator: own.denominator * model.batch.denominator,
  };
}

function cost(tokens: number, rate: bigint | undefined): Money | undefined {
  if (tokens === 0) return 0n;
  return rate === undefined ? undefined : BigInt(tokens) * rate;
}
