// The price of a whole run of ticks, with a conversation that grows.
import { type CatalogModel, cacheFactsOf } from '../catalog/index.ts';
import { addUsage, hitRate, type Money, type TickUsage } from '../model/index.ts';
import { written } from './priceRequest.ts';
import { fullUsage, type PriceOptions, priceTick } from './priceTick.ts';

/** Where the run's breakpoints stand. */
export type RunCaching =
  | 'none'
  /** One mark after the stable prefix. */
  | 'prefix'
  /** A mark on the last block of every tick: each tick reads all that the one before sent. */
  | 'rolling';

export interface RunShape {
  /** Tokens that every tick sends unchanged at the front: tools and system. */
  readonly stable: number;
  /** Tokens behind them, by tick: history and the latest turn. Its length is the number of ticks. */
  readonly history: readonly number[];
  readonly output: number;
  readonly caching: RunCaching;
  readonly ttl?: '5m' | '1h';
  /** Pause between ticks, seconds. Longer than the TTL, nothing is ever read. */
  readonly gapSeconds?: number;
}

export interface RunTick {
  readonly usage: TickUsage;
  readonly cost: Money;
  readonly hitRate: number | undefined;
}

export interface RunPrice {
  readonly ticks: readonly RunTick[];
  readonly usage: TickUsage;
  readonly total: Money;
  /** Of the last tick and of the whole run, 0..1. */
  readonly latestHitRate: number | undefined;
  readonly runHitRate: number | undefined;
}

/** Undefined when the model has no known price. */
export function priceRun(model: CatalogModel, shape: RunShape, options: PriceOptions = {}): RunPrice | undefined {
  const ticks: RunTick[] = [];
  let total = 0n;
  for (const [index, history] of shape.history.entries()) {
    const usage = usageOf(model, shape, index, history);
    const cost = priceTick(model, usage, options);
    if (cost === undefined) return undefined;
    ticks.push({ usage, cost, hitRate: hitRate(usage) });
    total += cost;
  }
  const usage = addUsage(ticks.map((tick) => tick.usage));
  return { ticks, usage, total, latestHitRate: ticks.at(-1)?.hitRate, runHitRate: hitRate(usage) };
}

function usageOf(model: CatalogModel, shape: RunShape, index: number, history: number): TickUsage {
  const { stable, output, caching, ttl } = shape;
  const input = stable + history;
  if (caching === 'none') return fullUsage({ fresh: input, output });
  const marked = caching === 'prefix' ? stable : input;
  const before = shape.history[index - 1];
  const expired = (shape.gapSeconds ?? 0) >= lifetime(model, ttl);
  const cachedBefore = before === undefined || expired ? 0 : caching === 'prefix' ? stable : stable + before;
  // A history that was cut back no longer starts with what the tick before cached; only the stable part is sure.
  const read = cachedBefore > marked ? stable : cachedBefore;
  const write = written(model, marked - read, ttl);
  const billedAsWrite = (write.write5m ?? 0) + (write.write1h ?? 0) + (write.write30m ?? 0);
  return fullUsage({ ...write, read, fresh: input - read - billedAsWrite, output });
}

function lifetime(model: CatalogModel, ttl: '5m' | '1h' | undefined): number {
  const { ttls } = cacheFactsOf(model);
  return (ttls.find((one) => one.name === ttl) ?? ttls[0])?.seconds ?? Number.POSITIVE_INFINITY;
}

/** A history that starts at `first` tokens and grows by `growth` each tick. */
export function growingHistory(ticks: number, first: number, growth: number): readonly number[] {
  return Array.from({ length: ticks }, (_, index) => first + index * growth);
}

/** Tokens of the history at every tick from a few known ones (tick from 1, tokens), straight lines between them. */
export function interpolatedHistory(points: readonly (readonly [tick: number, tokens: number])[]): readonly number[] {
  const sorted = [...points].sort(([a], [b]) => a - b);
  const history: number[] = [];
  for (const [index, [tick, tokens]] of sorted.entries()) {
    const [lastTick, lastTokens] = sorted[index - 1] ?? [0, tokens];
    for (let at = lastTick + 1; at <= tick; at++) {
      history.push(Math.round(lastTokens + ((tokens - lastTokens) * (at - lastTick)) / (tick - lastTick)));
    }
  }
  return history;
}

/** The replay tax: the stable prefix as sent over a run, and the part of it that was sent before. */
export function replayTax(stable: number, ticks: number): { readonly sent: number; readonly again: number } {
  return { sent: stable * ticks, again: stable * Math.max(0, ticks - 1) };
}
