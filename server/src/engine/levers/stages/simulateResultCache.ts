// Stage 3: a stream of tool calls through a cache of their results, with one lifetime for all tools or one for each.
import type { Money } from '../../model/index.ts';
import { type KeyContract, type KeyedCall, resultCacheKey, soundContract } from './resultCacheKey.ts';

export interface CachedCall extends KeyedCall {
  /** Milliseconds since the stream began, ascending. */
  readonly at: number;
  /** What the tool would answer now. Without it an answer is taken to hold for the tool's `freshSeconds`. */
  readonly truth?: string;
  /** Calls whose kept answers this one clears, because it changes what they ask for. */
  readonly clears?: readonly KeyedCall[];
}

export interface CachedTool {
  readonly milliseconds: number;
  readonly cost: Money;
  /** How long an answer stays true, seconds; 0: not at all. */
  readonly freshSeconds: number;
}

export interface ResultCacheOptions {
  /** One for all tools, or one for each by its name; a tool without one is not cached. Seconds; 0: do not cache. */
  readonly ttl: number | Readonly<Record<string, number>>;
  /** Entries that are kept; the least recently used leaves first. */
  readonly capacity?: number;
  readonly key?: KeyContract;
  /** Of a read from the cache, hit or miss. */
  readonly readMilliseconds?: number;
  /** From and to, milliseconds: the cache cannot be reached, and each tool is run. */
  readonly down?: readonly [from: number, to: number];
}

/** `stale`: answered from the cache with what is not true any more. `off`: the cache was not asked. */
export type CacheOutcome = 'hit' | 'stale' | 'miss' | 'off';

export interface CacheStep {
  readonly call: CachedCall;
  readonly key: string;
  readonly outcome: CacheOutcome;
  readonly why: 'kept' | 'outdated' | 'first' | 'expired' | 'evicted' | 'cleared' | 'not cached' | 'unreachable';
  /** Age of the answer, milliseconds; absent when the tool was run. */
  readonly age?: number;
  /** The answer was kept for another tenant. */
  readonly isLeak: boolean;
  readonly milliseconds: number;
}

export interface CacheRow {
  readonly tool: string;
  readonly calls: number;
  /** Answered from the cache, true or not. */
  readonly hits: number;
  readonly misses: number;
  readonly stale: number;
  readonly leaks: number;
  /** hits / calls, 0..1. */
  readonly hitRate: number;
  readonly savedMilliseconds: number;
  readonly savedCost: Money;
}

export interface SimulatedResultCache {
  readonly steps: readonly CacheStep[];
  /** By tool, in the order of first calls. */
  readonly tools: readonly CacheRow[];
  readonly total: CacheRow;
  /** Entries at the end of the stream. */
  readonly entries: number;
}

interface Entry {
  readonly at: number;
  readonly ttl: number;
  readonly call: CachedCall;
}

/** An entry lives up to its lifetime and at it. Reading one does not make it live longer; it makes it the last to be evicted. */
export function simulateResultCache(
  calls: readonly CachedCall[],
  tools: Readonly<Record<string, CachedTool>>,
  options: ResultCacheOptions,
): SimulatedResultCache {
  const { capacity = Number.POSITIVE_INFINITY, key: contract = soundContract, down } = options;
  const entries = new Map<string, Entry>();
  const gone = new Map<string, 'expired' | 'evicted' | 'cleared'>();
  const drop = (key: string, why: 'expired' | 'evicted' | 'cleared'): void => {
    if (entries.delete(key)) gone.set(key, why);
  };
  const steps = calls.map((call): CacheStep => {
    const key = resultCacheKey(call, contract);
    const tool = tools[call.tool] ?? unknownTool;
    const ttl = 1000 * (typeof options.ttl === 'number' ? options.ttl : (options.ttl[call.tool] ?? 0));
    const isDown = down !== undefined && call.at >= down[0] && call.at < down[1];
    const step = { call, key, isLeak: false };
    const cleared = (): void => {
      for (const one of isDown ? [] : (call.clears ?? [])) drop(resultCacheKey(one, contract), 'cleared');
    };
    if (isDown || ttl === 0) {
      cleared();
      return { ...step, outcome: 'off', why: isDown ? 'unreachable' : 'not cached', milliseconds: tool.milliseconds };
    }
    const known = entries.get(key);
    if (known !== undefined && call.at - known.at > known.ttl) drop(key, 'expired');
    const entry = entries.get(key);
    if (entry !== undefined) {
      entries.delete(key);
      entries.set(key, entry);
      cleared();
      const age = call.at - entry.at;
      const isStale = isOutdated(entry, call, tool);
      return {
        ...step,
        outcome: isStale ? 'stale' : 'hit',
        why: isStale ? 'outdated' : 'kept',
        age,
        isLeak: entry.call.tenant !== call.tenant,
        milliseconds: options.readMilliseconds ?? 0,
      };
    }
    cleared();
    const why = gone.get(key) ?? 'first';
    entries.set(key, { at: call.at, ttl, call });
    const [oldest] = entries.keys();
    if (entries.size > capacity && oldest !== undefined) drop(oldest, 'evicted');
    return { ...step, outcome: 'miss', why, milliseconds: tool.milliseconds + (options.readMilliseconds ?? 0) };
  });
  const names = [...new Set(calls.map(({ tool }) => tool))];
  return {
    steps,
    tools: names.map((name) =>
      rowOf(
        name,
        steps.filter(({ call }) => call.tool === name),
        tools,
      ),
    ),
    total: rowOf('all tools', steps, tools),
    entries: entries.size,
  };
}

const unknownTool: CachedTool = { milliseconds: 0, cost: 0n, freshSeconds: Number.POSITIVE_INFINITY };

function isOutdated(entry: Entry, call: CachedCall, tool: CachedTool): boolean {
  if (call.truth !== undefined && entry.call.truth !== undefined) return call.truth !== entry.call.truth;
  return call.at - entry.at >= tool.freshSeconds * 1000;
}

function rowOf(tool: string, steps: readonly CacheStep[], tools: Readonly<Record<string, CachedTool>>): CacheRow {
  const count = (is: (step: CacheStep) => boolean): number => steps.filter(is).length;
  const isHit = ({ outcome }: CacheStep): boolean => outcome === 'hit' || outcome === 'stale';
  const hits = steps.filter(isHit);
  let savedMilliseconds = 0;
  let savedCost = 0n;
  for (const { call, milliseconds } of steps) {
    savedMilliseconds += (tools[call.tool] ?? unknownTool).milliseconds - milliseconds;
  }
  for (const { call } of hits) savedCost += (tools[call.tool] ?? unknownTool).cost;
  return {
    tool,
    calls: steps.length,
    hits: hits.length,
    misses: steps.length - hits.length,
    stale: count(({ outcome }) => outcome === 'stale'),
    leaks: count(({ isLeak }) => isLeak),
    hitRate: steps.length === 0 ? 0 : hits.length / steps.length,
    savedMilliseconds,
    savedCost,
  };
}
