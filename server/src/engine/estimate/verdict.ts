// The bottleneck rule: what to do first about a run, with the figure that decided it.
import type { Money } from '../model/index.ts';

/** One tick of a run: its price and its time. */
export interface TickProfile {
  readonly input: Money;
  readonly output: Money;
  /** Price of its tool calls, where known. */
  readonly tools?: Money;
  readonly modelMilliseconds?: number;
  /** One for each tool call. */
  readonly toolMilliseconds?: readonly number[];
  readonly overheadMilliseconds?: number;
}

export type Verdict =
  /** `figure`: smallest input share of any tick, 0..1. */
  | { readonly kind: 'long-inputs'; readonly lever: 'prompt-caching'; readonly figure: number }
  /** `figure`: ticks of the run. */
  | { readonly kind: 'too-many-ticks'; readonly lever: 'fewer-ticks'; readonly figure: number }
  /** `figure`: share of the run's wall clock that its slowest tool call takes, 0..1. */
  | { readonly kind: 'one-slow-tool'; readonly lever: 'tool-latency'; readonly figure: number }
  /** `figure`: largest input share of any tick, 0..1. */
  | { readonly kind: 'balanced'; readonly lever: 'none'; readonly figure: number };

/** Input above this share of every tick is a long input. */
export const longInputShare = 0.7;
/** A run of as many ticks asks whether each was needed. */
export const manyTicks = 12;
/** A single tool call above this share of the wall clock is the slow one. */
export const slowToolShare = 0.5;

/** Undefined for a run without ticks. */
export function verdictOf(ticks: readonly TickProfile[]): Verdict | undefined {
  if (ticks.length === 0) return undefined;
  const shares = ticks.map(inputShare);
  const smallest = Math.min(...shares);
  if (smallest > longInputShare) return { kind: 'long-inputs', lever: 'prompt-caching', figure: smallest };
  const slowest = Math.max(0, ...ticks.flatMap((tick) => tick.toolMilliseconds ?? []));
  const clock = wallClock(ticks);
  if (clock > 0 && slowest / clock > slowToolShare) {
    return { kind: 'one-slow-tool', lever: 'tool-latency', figure: slowest / clock };
  }
  if (ticks.length >= manyTicks) return { kind: 'too-many-ticks', lever: 'fewer-ticks', figure: ticks.length };
  return { kind: 'balanced', lever: 'none', figure: Math.max(...shares) };
}

/** Share of input in the price of a tick, 0..1; 0 for a tick that costs nothing. */
export function inputShare(tick: Pick<TickProfile, 'input' | 'output' | 'tools'>): number {
  const total = tick.input + tick.output + (tick.tools ?? 0n);
  return total === 0n ? 0 : Number((tick.input * 1_000_000n) / total) / 1_000_000;
}

/** Milliseconds of a tick whose tool calls run one after the other. */
export function tickMilliseconds(tick: Omit<TickProfile, 'input' | 'output' | 'tools'>): number {
  const tools = (tick.toolMilliseconds ?? []).reduce((sum, one) => sum + one, 0);
  return (tick.modelMilliseconds ?? 0) + tools + (tick.overheadMilliseconds ?? 0);
}

export function wallClock(ticks: readonly TickProfile[]): number {
  return ticks.reduce((sum, tick) => sum + tickMilliseconds(tick), 0);
}
