// The three prices of one request: uncached, cold and warm.
import { type CatalogModel, cacheFactsOf } from '../catalog/index.ts';
import { hitRate, type Money, type TickUsage } from '../model/index.ts';
import { fullUsage, type PriceOptions, priceTick } from './priceTick.ts';

/** Tokens of one request as its breakpoints cut it. */
export interface RequestShape {
  /** Tokens up to the last breakpoint that later requests read; 0 when nothing is cached. */
  readonly prefix: number;
  /** Tokens behind it. */
  readonly tail: number;
  readonly output: number;
  /** Lifetime asked for; default the provider's own. */
  readonly ttl?: '5m' | '1h';
}

export interface RequestPrices {
  /** The tick with no cache. */
  readonly uncached: Money;
  /** The first tick, that writes the cache. */
  readonly cold: Money;
  /** A steady tick, that reads it. */
  readonly warm: Money;
  readonly coldUsage: TickUsage;
  readonly warmUsage: TickUsage;
  /** Of the warm tick, 0..1. */
  readonly hitRate: number | undefined;
}

/** Undefined when the model has no known price. */
export function priceRequest(
  model: CatalogModel,
  shape: RequestShape,
  options: PriceOptions = {},
): RequestPrices | undefined {
  const { prefix, tail, output } = shape;
  const coldUsage = fullUsage({ ...written(model, prefix, shape.ttl), ...freshBesides(model, prefix, tail), output });
  const warmUsage = fullUsage({ read: prefix, fresh: tail, output });
  const uncached = priceTick(model, { fresh: prefix + tail, output }, options);
  const cold = priceTick(model, coldUsage, options);
  const warm = priceTick(model, warmUsage, options);
  if (uncached === undefined || cold === undefined || warm === undefined) return undefined;
  return { uncached, cold, warm, coldUsage, warmUsage, hitRate: hitRate(warmUsage) };
}

/** How `tokens` written to the cache are billed; as fresh input where writing has no fee. */
export function written(model: CatalogModel, tokens: number, ttl: '5m' | '1h' | undefined): Partial<TickUsage> {
  if (tokens === 0 || !cacheFactsOf(model).writeFee) return {};
  if (model.provider === 'openai') return { write30m: tokens };
  return ttl === '1h' ? { write1h: tokens } : { write5m: tokens };
}

function freshBesides(model: CatalogModel, prefix: number, tail: number): Partial<TickUsage> {
  return { fresh: cacheFactsOf(model).writeFee ? tail : prefix + tail };
}
