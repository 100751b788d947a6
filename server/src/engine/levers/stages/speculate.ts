// Weighs a tool call that is started before it is known to be needed: expected time won against expected waste.
import type { Money } from '../../model/index.ts';

export interface SpeculationInput {
  /** That the result will be needed, 0..1. */
  readonly probability: number;
  readonly milliseconds: number;
  /** Of one call. */
  readonly cost: Money;
  /** What a millisecond of waiting is worth. */
  readonly millisecondWorth: Money;
  /** Tools that could be called, all as slow and as dear, for the comparison with running every one of them. */
  readonly candidates: number;
}

export interface Speculation {
  /** Milliseconds won on average. */
  readonly gain: number;
  /** Spent on average on calls that were not needed. */
  readonly waste: Money;
  readonly net: Money;
  /** From this probability on the call is worth starting; above 1 it never is. */
  readonly breakEven: number;
  /** Running every candidate instead: the need is met for sure, all calls but one are waste. */
  readonly all: { readonly gain: number; readonly waste: Money; readonly net: Money };
}

/** A call that is needed with 70%, 500 ms long, a tenth of a cent dear; a second of waiting is worth a cent. */
export const courseSpeculation: SpeculationInput = {
  probability: 0.7,
  milliseconds: 500,
  cost: 1_000_000_000n,
  millisecondWorth: 10_000_000n,
  candidates: 5,
};

/** probability × milliseconds against (1 − probability) × cost. */
export function speculate(input: SpeculationInput): Speculation {
  const { probability, milliseconds, cost, millisecondWorth, candidates } = input;
  const worth = shareOf(millisecondWorth, milliseconds);
  const gain = probability * milliseconds;
  const waste = shareOf(cost, 1 - probability);
  const needed = worth + cost;
  const allWaste = cost * BigInt(Math.max(0, candidates - 1));
  return {
    gain,
    waste,
    net: shareOf(worth, probability) - waste,
    breakEven: cost === 0n ? 0 : worth === 0n ? Number.POSITIVE_INFINITY : Number((cost * 1_000_000n) / needed) / 1e6,
    all: { gain: milliseconds, waste: allWaste, net: worth - allWaste },
  };
}

/** Exact to a millionth of the factor. */
function shareOf(money: Money, factor: number): Money {
  return (money * BigInt(Math.round(factor * 1_000_000))) / 1_000_000n;
}
