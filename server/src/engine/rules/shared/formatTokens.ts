// Writes a token count the way messages show it.

/** `≈5,300 tokens`. Counts above a hundred are rounded to two or three digits: an estimate must not look exact. */
export function formatTokens(tokens: number): string {
  const step = tokens >= 10_000 ? 100 : tokens >= 100 ? 10 : 1;
  const rounded = Math.round(tokens / step) * step;
  return `≈${rounded.toString().replace(/\B(?=(\d{3})+$)/g, ',')} ${rounded === 1 ? 'token' : 'tokens'}`;
}
