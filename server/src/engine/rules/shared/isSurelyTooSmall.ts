// Tells requests that no cache takes, because even the high end of their size lies below the model's minimum.
import type { CheckedCall } from '../rule.ts';
import { reuseOf } from './reuse.ts';

/** A conversation grows past any minimum, so it is never too small. */
export function isSurelyTooSmall({ analyzed, limits }: CheckedCall): boolean {
  const minimum = limits.minimumTokens ?? limits.leastMinimumTokens;
  if (minimum === undefined || reuseOf(analyzed.call) === 'turns') return false;
  if (analyzed.layout.segments.some((segment) => segment.kind === 'open' || segment.repeated)) return false;
  return analyzed.estimate.input.high < minimum;
}
