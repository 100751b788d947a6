// Stage 1: a run of ticks as it is billed, tick by tick and part by part, with the replay tax, the wall clock and the verdict.
import type { CatalogModel } from '../../catalog/index.ts';
import {
  fullUsage,
  type PriceOptions,
  priceParts,
  priceRun,
  type RunCaching,
  replayTax,
  tickMilliseconds,
  type Verdict,
  verdictOf,
} from '../../estimate/index.ts';
import { hitRate, inputTokens, type Money, type TickUsage, writtenTokens } from '../../model/index.ts';
import { historyAt } from './historyAt.ts';

/** What a tick sends and receives, in wire order. */
export const runParts = ['tools', 'system', 'history', 'turn', 'output'] as const;
export type RunPart = (typeof runParts)[number];

/** Tokens and milliseconds; money in picodollars. */
export interface RunProfileInput {
  readonly ticks: number;
  readonly tools: number;
  readonly system: number;
  /** Tokens behind tools and system at some ticks (from 1): history and the latest turn. Straight lines lead from one to the next. */
  readonly history: readonly (readonly [tick: number, tokens: number])[];
  readonly output: number;
  readonly caching: RunCaching;
  readonly ttl?: '5m' | '1h';
  readonly gapSeconds?: number;
  readonly modelMilliseconds: number;
  /** One for each tool call of a tick; they run one after the other. */
  readonly toolMilliseconds: readonly number[];
  readonly overheadMilliseconds: number;
  /** What the tools of one tick cost. */
  readonly toolCost: Money;
}

export interface RunProfileTick {
  /** From 1. */
  readonly tick: number;
  readonly tokens: Readonly<Record<RunPart, number>>;
  readonly cost: Readonly<Record<RunPart | 'toolCalls', Money>>;
  readonly usage: TickUsage;
  readonly input: number;
  readonly cumulativeInput: number;
  readonly total: Money;
  readonly cumulativeTotal: Money;
  /** Share of input in the price of the tick, 0..1. */
  readonly inputShare: number;
  readonly hitRate: number | undefined;
  readonly milliseconds: number;
  readonly cumulativeMilliseconds: number;
}

export interface RunProfile {
  readonly ticks: readonly RunProfileTick[];
  readonly input: number;
  readonly total: Money;
  readonly milliseconds: number;
  /** Tokens of tools and system as sent over the run, and the part of them that was sent before. */
  readonly replay: { readonly sent: number; readonly again: number };
  readonly verdict: Verdict | undefined;
}

/** 3,000 tokens of system prompt, 1,500 of tools, a history that comes to 1,800 at tick 10; 700 ms of model and 500 ms of tools. */
export const courseRun: RunProfileInput = {
  ticks: 20,
  tools: 1500,
  system: 3000,
  history: [
    [1, 200],
    [5, 1000],
    [10, 1800],
    [20, 3400],
  ],
  output: 200,
  caching: 'none',
  modelMilliseconds: 700,
  toolMilliseconds: [500],
  overheadMilliseconds: 0,
  toolCost: 0n,
};

/** Undefined when the model has no known price. */
export function runProfile(
  model: CatalogModel,
  input: RunProfileInput,
  options: PriceOptions = {},
): RunProfile | undefined {
  const stable = input.tools + input.system;
  const behind = Array.from({ length: input.ticks }, (_, index) => historyAt(input.history, index + 1));
  const run = priceRun(model, { ...input, stable, history: behind }, options);
  if (run === undefined) return undefined;
  const ticks: RunProfileTick[] = [];
  let cumulativeInput = 0;
  let cumulativeTotal = 0n;
  let cumulativeMilliseconds = 0;
  for (const [index, { usage, cost: billed }] of run.ticks.entries()) {
    const all = behind[index] ?? 0;
    const turn = Math.max(0, all - (behind[index - 1] ?? 0));
    const tokens = { tools: input.tools, system: input.system, history: all - turn, turn, output: input.output };
    const cost = costOfParts(model, tokens, usage, options);
    if (cost === undefined) return undefined;
    const total = billed + input.toolCost;
    const milliseconds = tickMilliseconds(input);
    cumulativeInput += inputTokens(usage);
    cumulativeTotal += total;
    cumulativeMilliseconds += milliseconds;
    ticks.push({
      tick: index + 1,
      tokens,
      cost: { ...cost, toolCalls: input.toolCost },
      usage,
      input: inputTokens(usage),
      cumulativeInput,
      total,
      cumulativeTotal,
      inputShare: total === 0n ? 0 : Number(((total - cost.output - input.toolCost) * 1_000_000n) / total) / 1_000_000,
      hitRate: hitRate(usage),
      milliseconds,
      cumulativeMilliseconds,
    });
  }
  return {
    ticks,
    input: cumulativeInput,
    total: cumulativeTotal,
    milliseconds: cumulativeMilliseconds,
    replay: replayTax(stable, input.ticks),
    verdict: verdictOf(
      ticks.map(({ cost, total, hitRate: rate }) => ({
        input: total - cost.output - input.toolCost,
        output: cost.output,
        tools: input.toolCost,
        ...(rate === undefined ? {} : { hitRate: rate }),
        modelMilliseconds: input.modelMilliseconds,
        toolMilliseconds: input.toolMilliseconds,
        overheadMilliseconds: input.overheadMilliseconds,
      })),
    ),
  };
}

/** The prompt is read from its front, written behind that, and sent afresh at its end. */
function costOfParts(
  model: CatalogModel,
  tokens: Readonly<Record<RunPart, number>>,
  usage: TickUsage,
  options: PriceOptions,
): Readonly<Record<RunPart, Money>> | undefined {
  const whole = inputTokens(usage);
  const written = writtenTokens(usage);
  const name = usage.write1h > 0 ? 'write1h' : (usage.write30m ?? 0) > 0 ? 'write30m' : 'write5m';
  const cost: Record<RunPart, Money> = { tools: 0n, system: 0n, history: 0n, turn: 0n, output: 0n };
  let from = 0;
  for (const part of runParts) {
    const to = from + (part === 'output' ? 0 : tokens[part]);
    const read = overlap(from, to, 0, usage.read);
    const write = overlap(from, to, usage.read, usage.read + written);
    const slice = fullUsage({
      read,
      [name]: write,
      fresh: to - from - read - write,
      output: part === 'output' ? usage.output : 0,
    });
    const price = priceParts(model, slice, { ...options, partOf: whole });
    if (price === undefined) return undefined;
    cost[part] = price.total;
    from = to;
  }
  return cost;
}

function overlap(from: number, to: number, start: number, end: number): number {
  return Math.max(0, Math.min(to, end) - Math.max(from, start));
}
