// The value that so many percent of the values do not exceed.

/** Nearest rank; 0 for no values. `rank`: 0..100. */
export function percentile(values: readonly number[], rank: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((rank / 100) * sorted.length) - 1)] ?? 0;
}
