// What a lever is: something to do to an agent, priced on its own figures, or the reason why it cannot help.
import type { Money } from '../../model/index.ts';
import type { Situation } from './situation.ts';

/** What is saved; negative where it costs. Money in picodollars. */
export interface Effect {
  readonly money: Money;
  readonly milliseconds: number;
}

export interface LeverHelps {
  /** Of one task. */
  readonly saves: Effect;
  /** What to do, as a sentence. */
  readonly how: string;
  /** What can go wrong because of it, as a sentence. */
  readonly risk: string;
  /** What was assumed, each to follow the word "assumes". */
  readonly assumes: readonly string[];
  /** Longest time that it can add to a task. */
  readonly delay?: number;
  /** It protects: it is worth telling although it saves nothing. */
  readonly isGuard?: true;
  /** Figures of its own, by name. */
  readonly figures?: Readonly<Record<string, number>>;
  /** Text to paste. */
  readonly paste?: string;
}

/** `silent`: why it cannot help, as a sentence. */
export type LeverResult = LeverHelps | { readonly silent: string };

export interface Lever {
  readonly id: string;
  readonly name: string;
  /** It takes the place of the loop: of these a task takes one. */
  readonly replacesLoop?: true;
  readonly weigh: (situation: Situation) => LeverResult;
}
