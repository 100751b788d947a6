// A profile with its assumptions, its price and its time, and what another run in its place would be billed.
import { type CatalogModel, cacheFactsOf } from '../../catalog/index.ts';
import { type PriceOptions, priceParts, priceRun, priceTick, type RunCaching } from '../../estimate/index.ts';
import { inputTokens, type Money, type TickUsage } from '../../model/index.ts';
import { latencyOf } from '../../simulator/index.ts';
import type { AgentProfile } from './agentProfile.ts';
import type { Assumptions } from './assumptions.ts';
import { cachedNow } from './cachedNow.ts';
import { dollars } from './dollars.ts';
import type { Effect } from './lever.ts';

/** One model call of a run that is not made: all of its input, and its output. */
export interface PlannedCall {
  readonly input: number;
  readonly output: number;
}

export interface Situation {
  readonly profile: AgentProfile;
  readonly assume: Assumptions;
  /** Of one task, without its tools. */
  readonly modelCost: Money;
  readonly outputCost: Money;
  readonly toolCost: Money;
  readonly cost: Money;
  readonly modelMilliseconds: number;
  readonly toolMilliseconds: number;
  readonly milliseconds: number;
  /** Tool calls of one task. */
  readonly toolCalls: number;
  /** Answers that call tools, and those of them that call several. */
  readonly callingTicks: number;
  readonly severalTicks: number;
  readonly priceOf: (usage: TickUsage, options?: PriceOptions & { readonly model?: CatalogModel }) => Money;
  /** Calls that are cached the way those of the profile are. */
  readonly run: (calls: readonly PlannedCall[], change?: RunChange) => Effect;
  /** What another run of the model calls saves. */
  readonly against: (calls: readonly PlannedCall[], change?: RunChange) => Effect;
}

export interface RunChange {
  /** Tokens that are taken out of the front. */
  readonly less?: number;
  readonly caching?: RunCaching;
  readonly ttl?: '5m' | '1h';
  readonly model?: CatalogModel;
}

/** Undefined for a profile without ticks or without prices. */
export function situationOf(profile: AgentProfile, assume: Assumptions): Situation | undefined {
  const { model, service, ticks } = profile;
  const unpriced = ticks.some((usage) => priceTick(model, usage, { service }) === undefined);
  if (ticks.length === 0 || unpriced) return undefined;
  const priceOf: Situation['priceOf'] = (usage, options = {}) =>
    priceTick(options.model ?? model, usage, { service, ...options }) ?? 0n;
  const modelCost = ticks.reduce((sum, usage) => sum + priceOf(usage), 0n);
  const outputCost = ticks.reduce((sum, usage) => sum + (priceParts(model, usage, { service })?.output ?? 0n), 0n);
  const modelMilliseconds = ticks.reduce((sum, usage) => sum + latencyOf(usage).totalMilliseconds, 0);
  const calls = callsOf(profile, assume);
  const toolCost = dollars(assume.toolCost * calls.toolCalls);
  const toolMilliseconds = assume.toolMilliseconds * calls.toolCalls;
  const run: Situation['run'] = (planned, change = {}) => runOf(profile, planned, change);
  return {
    profile,
    assume,
    modelCost,
    outputCost,
    toolCost,
    cost: modelCost + toolCost,
    modelMilliseconds,
    toolMilliseconds,
    milliseconds: modelMilliseconds + toolMilliseconds,
    ...calls,
    priceOf,
    run,
    against: (planned, change) => {
      const other = run(planned, change);
      return { money: modelCost - other.money, milliseconds: modelMilliseconds - other.milliseconds };
    },
  };
}

/** Every tick of a loop but the last calls tools. */
function callsOf(profile: AgentProfile, assume: Assumptions) {
  const { toolCallsPerAnswer: seen, ticks, isLoop } = profile;
  if (seen === undefined) {
    const callingTicks = isLoop ? ticks.length - 1 : 0;
    const severalTicks = callingTicks * assume.severalCallsShare;
    return { callingTicks, severalTicks, toolCalls: callingTicks + severalTicks * (assume.severalCalls - 1) };
  }
  const answers = Object.entries(seen).map(([calls, count]) => ({ calls: Number(calls), count }));
  const all = answers.reduce((sum, { count }) => sum + count, 0);
  const perTask = all === 0 ? 0 : ticks.length / all;
  const sum = (of: (calls: number) => number): number =>
    perTask * answers.reduce((total, { calls, count }) => total + of(calls) * count, 0);
  return {
    callingTicks: sum((calls) => (calls > 0 ? 1 : 0)),
    severalTicks: sum((calls) => (calls > 1 ? 1 : 0)),
    toolCalls: sum((calls) => calls),
  };
}

function runOf(profile: AgentProfile, calls: readonly PlannedCall[], change: RunChange): Effect {
  const { service } = profile;
  const model = change.model ?? profile.model;
  const now = cachedNow(profile);
  const { caching, expires } = change.caching ? { caching: change.caching, expires: false } : now;
  const front = (change.caching ? profile.stable : now.stable) - (change.less ?? 0);
  const stable = Math.max(0, Math.min(front, ...calls.map(({ input }) => input)));
  const isCached = cacheFactsOf(model).id !== 'none' && stable >= (model.minimumPrefixTokens ?? 0);
  const run = priceRun(
    model,
    {
      stable,
      history: calls.map(({ input }) => input - stable),
      output: 0,
      caching: isCached ? caching : 'none',
      gapSeconds: expires ? Number.POSITIVE_INFINITY : profile.gapSeconds,
      ...(change.ttl === undefined ? {} : { ttl: change.ttl }),
    },
    { service },
  );
  let money = 0n;
  let milliseconds = 0;
  for (const [at, { output }] of calls.entries()) {
    const usage = run?.ticks[at]?.usage;
    if (usage === undefined) continue;
    money += priceTick(model, { ...usage, output }, { service }) ?? 0n;
    milliseconds += latencyOf({ ...usage, output }).totalMilliseconds;
  }
  return { money, milliseconds };
}

/** The calls of the profile as they are. */
export function callsAsTheyAre({ ticks }: AgentProfile): readonly PlannedCall[] {
  return ticks.map((usage) => ({ input: inputTokens(usage), output: usage.output }));
}
