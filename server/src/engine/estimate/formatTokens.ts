// Token counts and rates as people read them; an estimate always shows that it is one.
import type { TokenCount } from '../model/index.ts';
import { group } from './formatMoney.ts';

/** `5,300` when exact, `≈5,300` when estimated, `≈1.05M` from a million. */
export function formatTokens(count: Pick<TokenCount, 'tokens' | 'method'>): string {
  const sign = count.method === 'exact' ? '' : '≈';
  const tokens = Math.round(count.tokens);
  if (tokens < 1_000_000 || count.method === 'exact') return sign + group(String(tokens));
  return `${sign}${(tokens / 1_000_000).toFixed(2)}M`;
}

/** `85%`; one decimal where rounding would claim all or nothing (`99.8%`, `0.3%`). Undefined is not 0. */
export function formatRate(rate: number | undefined): string {
  if (rate === undefined) return 'not reported';
  const percent = rate * 100;
  const rounded = Math.round(percent);
  const wouldLie = (rounded === 100 && percent < 100) || (rounded === 0 && percent > 0);
  if (!wouldLie) return `${rounded}%`;
  return `${Math.min(99.9, Math.max(0.1, Number(percent.toFixed(1))))}%`;
}
