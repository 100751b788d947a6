// Dollars as people read them, at every size.
import type { Money } from '../model/index.ts';

const picodollars = 1_000_000_000_000n;

/**
 * `$1,234` from a hundred dollars, `$12.34` from one, four decimals down to a tenth of a cent (`$0.0223`), two significant digits
 * below that, `<$0.0000001` for less than can be shown. Rounds half up.
 */
export function formatMoney(money: Money): string {
  if (money < 0n) return `-${formatMoney(-money)}`;
  if (money === 0n) return '$0';
  for (const [from, decimals] of sizes) {
    if (money < from) continue;
    return show(money, decimals);
  }
  for (let decimals = 5; decimals <= 7; decimals++) {
    const rounded = round(money, decimals);
    if (rounded >= 10n || (decimals === 7 && rounded > 0n)) return show(money, decimals);
  }
  return '<$0.0000001';
}

/** Smallest amount, and the decimals shown from it up. Half a step early, so that rounding lands in the right form. */
const sizes: readonly (readonly [from: bigint, decimals: number])[] = [
  [100n * picodollars - picodollars / 200n, 0],
  [picodollars - picodollars / 20_000n, 2],
  [picodollars / 1_000n - picodollars / 2_000_000n, 4],
];

function round(money: Money, decimals: number): bigint {
  const step = picodollars / 10n ** BigInt(decimals);
  return (money + step / 2n) / step;
}

function show(money: Money, decimals: number): string {
  const digits = round(money, decimals)
    .toString()
    .padStart(decimals + 1, '0');
  const whole = group(digits.slice(0, digits.length - decimals));
  return decimals === 0 ? `$${whole}` : `$${whole}.${digits.slice(digits.length - decimals)}`;
}

/** Thousands separated by commas, whatever the locale: lenses and reports must not differ between machines. */
export function group(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Whole micro-dollars, rounded half up. */
export function toMicrodollars(money: Money): bigint {
  return (money + 500_000n) / 1_000_000n;
}

/** Exact only for amounts that a double holds; for charts, never for sums. */
export function toDollars(money: Money): number {
  return Number(money) / 1e12;
}
