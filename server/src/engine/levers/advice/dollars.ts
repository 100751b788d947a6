// Dollars as exact money: assumptions are given in dollars.
import type { Money } from '../../model/index.ts';

/** To the picodollar. */
export function dollars(amount: number): Money {
  return BigInt(Math.round(amount * 1e12));
}
