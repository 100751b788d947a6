// A share of an effect, or several times it.
import type { Money } from '../../model/index.ts';
import type { Effect } from './lever.ts';

/** Exact to a millionth of the factor. */
export function scaleMoney(money: Money, factor: number): Money {
  return (money * BigInt(Math.round(factor * 1_000_000))) / 1_000_000n;
}

export function scaleEffect({ money, milliseconds }: Effect, factor: number): Effect {
  return { money: scaleMoney(money, factor), milliseconds: milliseconds * factor };
}
