// One stage of `hitrate levers`: its preset, the figures of a call in their place, and what the user sets on top.
import {
  type AgentProfile,
  type Assumptions,
  agentCounts,
  type CachedCall,
  type CachedTool,
  compareBatching,
  compareDispatch,
  comparePlacements,
  courseAgents,
  courseBatcher,
  courseDownstream,
  coursePlacement,
  courseRun,
  courseStream,
  courseTick,
  type DispatchedTool,
  defaultAssumptions,
  dollars,
  type PlacementInput,
  type ResultCacheOptions,
  type RunProfileInput,
  runInputOf,
  runProfile,
  simulateResultCache,
} from '../engine/index.ts';
import type { StageNumber } from '../protocol/index.ts';
import type { StageResult } from '../report/index.ts';
import { UsageError } from './usageError.ts';

const usualPool = 8;

export interface StageWish {
  readonly stage: StageNumber;
  readonly input: Readonly<Record<string, unknown>>;
  readonly model: AgentProfile['model'];
  /** Absent: the preset. */
  readonly profile?: AgentProfile;
  /** Names of the tools that one tick may call. */
  readonly tools?: readonly string[];
  readonly assume: Partial<Assumptions>;
}

/** `input` has passed the schema of its stage. Undefined when the model has no prices. */
export function stageOf({ stage, input, model, profile, tools, assume }: StageWish): StageResult | undefined {
  const assumptions = { ...defaultAssumptions, ...assume };
  const own = profile && runInputOf(profile, assumptions);
  const options = profile === undefined ? {} : { service: profile.service };
  switch (stage) {
    case 1: {
      const { toolCost, ...rest } = input as Partial<Omit<RunProfileInput, 'toolCost'>> & { toolCost?: number };
      const money = toolCost === undefined ? {} : { toolCost: dollars(toolCost) };
      const run = runProfile(model, { ...(own?.run ?? courseRun), ...rest, ...money }, options);
      return run && { stage, run };
    }
    case 2: {
      const shape = { ...(own?.placement ?? coursePlacement), ...(input as Partial<PlacementInput>) };
      const placements = comparePlacements(model, shape, options);
      return placements && { stage, placements };
    }
    case 3:
      return { stage, cache: resultCache(input) };
    case 4: {
      const { calls, pool = assume.poolSize ?? usualPool, cachedMilliseconds = 0 } = input as DispatchInput;
      const called = tools?.map((name) => ({ name, milliseconds: assumptions.toolMilliseconds }));
      const dispatch = compareDispatch(calls ?? called ?? courseTick, pool, cachedMilliseconds);
      if ('error' in dispatch) throw new UsageError(dispatch.error);
      return { stage, dispatch };
    }
    case 5:
      return { stage, batching: batching(input) };
  }
}

interface DispatchInput {
  readonly calls?: readonly DispatchedTool[];
  readonly pool?: number;
  readonly cachedMilliseconds?: number;
}

interface CacheInput extends Partial<ResultCacheOptions> {
  readonly calls?: readonly CachedCall[];
  readonly tools?: Readonly<Record<string, Omit<CachedTool, 'cost'> & { readonly cost: number }>>;
}

function resultCache(input: Readonly<Record<string, unknown>>) {
  const { calls = courseStream.calls, tools, ttl = courseStream.ttls, ...options } = input as CacheInput;
  const priced = tools && Object.entries(tools).map(([name, tool]) => [name, { ...tool, cost: dollars(tool.cost) }]);
  const own: Readonly<Record<string, CachedTool>> | undefined = priced && Object.fromEntries(priced);
  const byTime = [...calls].sort((a, b) => a.at - b.at);
  return simulateResultCache(byTime, { ...courseStream.tools, ...own }, { ...options, ttl });
}

type BatchingInput = { readonly agents?: readonly number[] } & Readonly<Record<string, number | undefined>>;

function batching(input: Readonly<Record<string, unknown>>) {
  const { agents = agentCounts, ...given } = input as BatchingInput;
  const pick = <Shape extends object>(preset: Shape): Shape => {
    const chosen = Object.entries(given as Record<string, number>).filter(([name]) => name in preset);
    return {
      ...preset,
      ...Object.fromEntries(chosen.map(([name, value]) => [name, moneyNames.has(name) ? dollars(value) : value])),
    };
  };
  return compareBatching(
    [...new Set(agents)].sort((a, b) => a - b),
    pick(courseAgents),
    pick(courseBatcher),
    pick(courseDownstream),
  );
}

const moneyNames: ReadonlySet<string> = new Set(['requestCost', 'itemCost']);
