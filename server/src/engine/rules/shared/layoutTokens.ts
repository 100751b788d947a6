// Adds up the tokens of a stretch of a request's layout.
import type { Estimate, TokenCount } from '../../model/index.ts';

/** Tokens of the segments `[from, to)`, with their band. */
export function layoutTokens(estimate: Estimate, from: number, to: number): TokenCount {
  let tokens = 0;
  let low = 0;
  let high = 0;
  for (const segment of estimate.segments.slice(Math.max(0, from), Math.max(0, to))) {
    tokens += segment.tokens;
    low += segment.low;
    high += segment.high;
  }
  return { tokens, low, high, method: 'estimate' };
}
