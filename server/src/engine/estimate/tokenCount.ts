// Arithmetic on token counts that carry a band.
import type { TokenCount } from '../model/index.ts';

export const noTokens: TokenCount = { tokens: 0, low: 0, high: 0, method: 'exact' };

export function exactly(tokens: number): TokenCount {
  return { tokens, low: tokens, high: tokens, method: 'exact' };
}

/** An estimate whose error is the share `band` of it, at least one token when there is any. */
export function estimated(value: number, band: number, method: TokenCount['method'] = 'estimate'): TokenCount {
  const tokens = Math.round(value);
  if (tokens === 0) return { tokens: 0, low: 0, high: 0, method };
  const error = Math.max(1, value * band);
  return { tokens, low: Math.max(0, Math.floor(value - error)), high: Math.ceil(value + error), method };
}

/** The sum is only as good as its weakest part; bands add up, since errors of one tokenizer lean the same way. */
export function sumTokens(counts: readonly TokenCount[]): TokenCount {
  let tokens = 0;
  let low = 0;
  let high = 0;
  let method: TokenCount['method'] = 'exact';
  for (const count of counts) {
    tokens += count.tokens;
    low += count.low;
    high += count.high;
    if (count.method === 'assumed' || (count.method === 'estimate' && method === 'exact')) method = count.method;
  }
  return { tokens, low, high, method };
}

/** Adds tokens of the provider's own structure, whose number is known. */
export function plus(count: TokenCount, tokens: number): TokenCount {
  return { tokens: count.tokens + tokens, low: count.low + tokens, high: count.high + tokens, method: count.method };
}
