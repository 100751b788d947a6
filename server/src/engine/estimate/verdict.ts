// The bottleneck rule: what to do first about a run, with the figure that decided it.
import type { Money } from '../model/index.ts';

/** One tick of a run: its price and its time. */
export interface TickProfile {
  readonly input: Money;
  readonly output: Money;
  /** Price of its tool calls, where known. */
  readonly tools?: Money;
  /** Share of its prompt that is read from the cache, 0..1. */
  readonly hitRate?: number;
  readonly modelMilliseconds?: number;
  /** One for each tool call. */
  readonly toolMilliseconds?: readonly number[];
  readonly overheadMilliseconds?: number;
}

export type Verdict =
  /** `figure`: smallest input share of any tick; `hitRate`: of the last one. Both 0..1. */
  | {
      readonly kind: 'long-inputs';
      readonly lever: 'prompt-caching';
      readonly figure: number;
      readonly hitRate: number;
    }
  /** The same, where the cache carries the prompt already. */
  | {
      readonly kind: 'cached-long-inputs';
      readonly lever: 'shorter-prompt';
      readonly figure: number;
      readonly hitRate: number;
    }
  /** `figure`: ticks of the run. */
  | { readonly kind: 'too-many-ticks'; readonly lever: 'fewer-ticks'; readonly figure: number }
  /** `figure`: share of the run's wall clock that its slowest tool call takes, 0..1. */
  | { readonly kind: 'one-slow-tool'; readonly lever: 'tool-latency'; readonly figure: number }
  /** `figure`: largest output share of any tick, 0..1. */
  | { readonly kind: 'long-answers'; readonly lever: 'output-limit'; readonly figure: number }
  /** `figure`: smallest input share of any tick; `hitRate`: of the last one. Both 0..1. */
  | { readonly kind: 'balanced'; readonly lever: 'none'; readonly figure: number; readonly hitRate: number };

/** Input above this share of every tick is a long input. */
export const longInputShare = 0.7;
/** From this hit rate on, the cache carries the prompt, and more marks change little. */
export const goodHitRate = 0.8;
/** A run of as many ticks asks whether each was needed. */
export const manyTicks = 12;
/** A single tool call above this share of the wall clock is the slow one. */
export const slowToolShare = 0.5;

/** Undefined for a run without ticks. */
export function verdictOf(ticks: readonly TickProfile[]): Verdict | undefined {
  if (ticks.length === 0) return undefined;
  const figure = Math.min(...ticks.map(inputShare));
  const rate = ticks.at(-1)?.hitRate ?? 0;
  const isLong = figure > longInputShare;
  if (isLong && rate < goodHitRate) return { kind: 'long-inputs', lever: 'prompt-caching', figure, hitRate: rate };
  const slowest = Math.max(0, ...ticks.flatMap((tick) => tick.toolMilliseconds ?? []));
  const clock = wallClock(ticks);
  if (clock > 0 && slowest / clock > slowToolShare) {
    return { kind: 'one-slow-tool', lever: 'tool-latency', figure: slowest / clock };
  }
  if (ticks.length >= manyTicks) return { kind: 'too-many-ticks', lever: 'fewer-ticks', figure: ticks.length };
  if (isLong) return { kind: 'cached-long-inputs', lever: 'shorter-prompt', figure, hitRate: rate };
  const output = Math.max(...ticks.map(outputShare));
  if (output > longInputShare) return { kind: 'long-answers', lever: 'output-limit', figure: output };
  return { kind: 'balanced', lever: 'none', figure, hitRate: rate };
}

/** Share of input in the price of a tick, 0..1; 0 for a tick that costs nothing. */
export function inputShare(tick: Pick<TickProfile, 'input' | 'output' | 'tools'>): number {
  return shareOf(tick.input, tick);
}

function outputShare(tick: TickProfile): number {
  return shareOf(tick.output, tick);
}

function shareOf(part: Money, { input, output, tools = 0n }: Pick<TickProfile, 'input' | 'output' | 'tools'>): number {
  const total = input + output + tools;
  return total === 0n ? 0 : Number((part * 1_000_000n) / total) / 1_000_000;
}

/** Milliseconds of a tick whose tool calls run one after the other. */
export function tickMilliseconds(tick: Omit<TickProfile, 'input' | 'output' | 'tools'>): number {
  const tools = (tick.toolMilliseconds ?? []).reduce((sum, one) => sum + one, 0);
  return (tick.modelMilliseconds ?? 0) + tools + (tick.overheadMilliseconds ?? 0);
}

export function wallClock(ticks: readonly TickProfile[]): number {
  return ticks.reduce((sum, tick) => sum + tickMilliseconds(tick), 0);
}
