// Which lifetime pays for a user's own pauses between requests.
import { type CatalogModel, cacheFactsOf } from '../catalog/index.ts';
import type { Money } from '../model/index.ts';
import { priceTick } from './priceTick.ts';

export interface GapPrices {
  readonly uncached: Money;
  readonly '5m': Money;
  readonly '1h': Money;
  readonly cheapest: 'uncached' | '5m' | '1h';
}

/**
 * Prices the prefix alone over a first request and one more after each gap (seconds between the starts of two requests): read while
 * the entry lives, written again after. Undefined when the model lacks a price for either lifetime.
 */
export function priceGaps(model: CatalogModel, prefix: number, gaps: readonly number[]): GapPrices | undefined {
  const once = priceTick(model, { fresh: prefix });
  const short = priceLifetime(model, prefix, gaps, '5m');
  const long = priceLifetime(model, prefix, gaps, '1h');
  if (once === undefined || short === undefined || long === undefined) return undefined;
  const uncached = once * BigInt(gaps.length + 1);
  const cheapest = uncached <= short && uncached <= long ? 'uncached' : short <= long ? '5m' : '1h';
  return { uncached, '5m': short, '1h': long, cheapest };
}

function priceLifetime(
  model: CatalogModel,
  prefix: number,
  gaps: readonly number[],
  ttl: '5m' | '1h',
): Money | undefined {
  const seconds = cacheFactsOf(model).ttls.find((one) => one.name === ttl)?.seconds;
  const write = priceTick(model, ttl === '5m' ? { write5m: prefix } : { write1h: prefix });
  const read = priceTick(model, { read: prefix });
  if (seconds === undefined || write === undefined || read === undefined) return undefined;
  let total = write;
  for (const gap of gaps) total += gap < seconds ? read : write;
  return total;
}

/** Requests with one prefix, the first included, from which caching it costs less than not. Undefined when it never does. */
export function breakEvenRequests(model: CatalogModel, ttl: '5m' | '1h'): number | undefined {
  const { rates } = model;
  const write = ttl === '5m' ? rates?.write5m : rates?.write1h;
  if (rates?.read === undefined || write === undefined || rates.read >= rates.input) return undefined;
  const premium = write - rates.input;
  const saved = rates.input - rates.read;
  // write + (n - 1) read < n input
  return premium < 0n ? 1 : Number(premium / saved) + 2;
}
