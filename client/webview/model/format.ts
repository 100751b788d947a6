// Numbers as the page shows them; what is not known is said, and is never 0.
import { formatMoney, formatRate, formatTokens, type Money } from '../../../server/src/engine/estimate/index.ts';
import type { PageTokens } from '../../../server/src/protocol/index.ts';

export const noPrice = 'no price';
export const notReported = 'not reported';

export function money(value: Money | undefined): string {
  return value === undefined ? noPrice : formatMoney(value);
}

/** Of dollars as numbers, which runs and recordings carry. */
export function dollars(value: number | undefined): string {
  return value === undefined ? noPrice : formatMoney(toMoney(value));
}

export function toMoney(value: number): Money {
  return BigInt(Math.round(value * 1e12));
}

export function rate(value: number | undefined): string {
  return formatRate(value);
}

export function count(value: number): string {
  return formatTokens({ tokens: value, method: 'exact' });
}

export function tokens(value: PageTokens): string {
  return formatTokens(value);
}

export function ratio(value: number | undefined): string {
  return value === undefined ? 'nothing written' : value >= 100 ? count(Math.round(value)) : value.toFixed(1);
}

/** Seconds as people say them. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${Number(seconds.toFixed(1))} s`;
  if (seconds < 3_600) return `${Number((seconds / 60).toFixed(1))} min`;
  return `${Number((seconds / 3_600).toFixed(1))} h`;
}

export function plural(number: number, one: string): string {
  return `${count(number)} ${one}${number === 1 ? '' : 's'}`;
}
