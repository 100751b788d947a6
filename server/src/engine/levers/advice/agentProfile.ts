// One task of an agent as it is billed: what the advisor prices every lever on.
import type { CatalogModel } from '../../catalog/index.ts';
import type { PriceOptions } from '../../estimate/index.ts';
import type { TickUsage } from '../../model/index.ts';

export interface AgentProfile {
  readonly model: CatalogModel;
  /** Price list that the calls are billed at. */
  readonly service: NonNullable<PriceOptions['service']>;
  /** Model calls of one task, in order. */
  readonly ticks: readonly TickUsage[];
  /** Tokens of the tool definitions and of the system prompt; absent where only whole prompts were recorded. */
  readonly tools?: number;
  readonly system?: number;
  /** Tokens at the front of the prompt that are the same on every tick, as far as is known. */
  readonly stable: number;
  /** All of a tick's prompt is the beginning of the next one's. */
  readonly appends: boolean;
  /** Tokens of each answer that are thought. */
  readonly reasoningTokens: number;
  /** From the start of one tick to the start of the next, seconds. */
  readonly gapSeconds: number;
  readonly tasksPerDay: number;
  /** The model decides after each tool result what to do next. */
  readonly isLoop: boolean;
  /** Tools that are defined. */
  readonly toolCount?: number;
  /** Seen in a recording: tool calls in one answer → answers. */
  readonly toolCallsPerAnswer?: Readonly<Record<string, number>>;
  /** Seen in a recording: share of the tasks whose tool calls repeat those of an earlier one, 0..1. */
  readonly repeatedPlans?: number;
  /** Seen in a recording: share of tool calls that were answered from a cache of the program's own, 0..1. */
  readonly resultCacheHits?: number;
  /** Seen in a recording: 95th percentile of a task's duration, milliseconds. */
  readonly p95Milliseconds?: number;
}
