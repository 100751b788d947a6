// One request as plain data for a simulated run: its blocks in wire order with their tokens, what changes from tick to tick, and its marks.
import type { OutputLimits, Service } from '../estimate/index.ts';
import type { Block, Level } from '../model/index.ts';

export interface PlanSegment {
  readonly tokens: number;
  /** Another text on each tick, as far as is known. */
  readonly isRebuilt: boolean;
}

/** A cache mark at the end of a block, as the source sets it. Automatic marks stand in the plan itself. */
export interface PlanMark {
  /** Absent where the source does not say: the provider's own lifetime. */
  readonly ttl?: '5m' | '1h' | '30m';
}

export interface PlanBlock {
  readonly level: Level;
  readonly role: Block['role'];
  readonly type: Block['type'];
  /** Of a tool. */
  readonly name?: string;
  /** Index of its message; -1 for tools and system. */
  readonly message: number;
  readonly segments: readonly PlanSegment[];
  readonly mark?: PlanMark;
}

export interface PromptPlan {
  readonly blocks: readonly PlanBlock[];
  /** All input tokens of the first tick: more than those of the blocks, where the provider adds structure. */
  readonly inputTokens: number;
  /** Tokens that a warm tick reads where the provider finds the longest prefix by itself. */
  readonly cachedTokens: number;
  /** Nothing in the prompt changes between requests, as far as is known. */
  readonly isStable: boolean;
  /** The conversation grows from tick to tick. */
  readonly grows: boolean;
  /** Tokens that each tick after the first finds appended; left out, an answer and a tool result of the scenario. */
  readonly growth?: readonly number[];
  /** Top-level automatic caching: a mark moves with the end of the conversation. */
  readonly automatic?: PlanMark;
  /** Of OpenAI's `prompt_cache_options`. */
  readonly cacheMode?: 'implicit' | 'explicit';
  /** Price list that is asked for. */
  readonly service: Service;
  readonly output: OutputLimits;
}

export function blockTokens({ segments }: Pick<PlanBlock, 'segments'>): number {
  return segments.reduce((sum, { tokens }) => sum + tokens, 0);
}

/** What the provider adds behind the last block, or at a place that is not known. */
export function tailTokens({ blocks, inputTokens }: PromptPlan): number {
  return Math.max(0, inputTokens - blocks.reduce((sum, block) => sum + blockTokens(block), 0));
}

/** The last block of the conversation carries a mark: it moves with the end of the conversation. */
export function isRolling({ blocks, automatic }: PromptPlan): boolean {
  if (automatic !== undefined) return false;
  return blocks.findLast(({ level }) => level === 'messages')?.mark !== undefined;
}
