// A share of successes with the interval in which the true one lies.

export interface Proportion {
  readonly successes: number;
  readonly trials: number;
  readonly share: number;
  /** Wilson's 95% interval. */
  readonly low: number;
  readonly high: number;
}

/** Without a trial nothing is known: the interval is all of 0 to 1. */
export function proportion(successes: number, trials: number): Proportion {
  if (trials === 0) return { successes, trials, share: 1, low: 0, high: 1 };
  const z = 1.959964;
  const share = successes / trials;
  const middle = share + (z * z) / (2 * trials);
  const reach = z * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  const scale = 1 + (z * z) / trials;
  return {
    successes,
    trials,
    share,
    low: Math.max(0, (middle - reach) / scale),
    high: Math.min(1, (middle + reach) / scale),
  };
}

export function showProportion({ successes, trials, share, low, high }: Proportion): string {
  const percent = (value: number): string => `${(100 * value).toFixed(1)}%`;
  return `${percent(share)} (${successes} of ${trials}; 95% interval ${percent(low)} to ${percent(high)})`;
}
