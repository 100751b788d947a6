// The tokens of a whole request, level by level in wire order.
import type { TokenCount } from '../model/index.ts';

/** Sum of all members but `total` and `messageParts` is `total`. */
export interface RequestTokens {
  /** One count per tool definition. */
  readonly tools: readonly TokenCount[];
  /** What the provider adds with the tools, in front of them. */
  readonly beforeTools: TokenCount;
  /** One count per system block. */
  readonly system: readonly TokenCount[];
  /** What the provider adds between the system prompt and the messages. */
  readonly beforeMessages: TokenCount;
  /** One count per message, its own structure included. */
  readonly messages: readonly TokenCount[];
  /** The same, part by part: each has a share of its own, whatever follows it. */
  readonly messageParts: readonly (readonly TokenCount[])[];
  /** What follows the last block: never part of a cached prefix. */
  readonly tail: TokenCount;
  readonly total: TokenCount;
}
