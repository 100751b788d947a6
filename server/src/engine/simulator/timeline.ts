// A run of ticks through the simulated cache: a request that grows, and what each tick reads, writes and costs.
import { addUsage, hitRate, type Money, type TickUsage } from '../model/index.ts';
import { type CacheState, emptyCache } from './cacheState.ts';
import type { ApiError } from './placeMarks.ts';
import { type CacheDiagnostics, simulateAnthropic } from './simulateAnthropic.ts';
import type { AnthropicOptions } from './simulatorOptions.ts';
import type { WireMessage, WireRequest } from './wireRequest.ts';

export interface TimelineScenario {
  /** The request of the first tick. */
  readonly request: WireRequest;
  readonly ticks: number;
  /** From the start of one tick to the start of the next, seconds: one for all, or one per pause. */
  readonly gapSeconds: number | readonly number[];
  /** Messages that tick `n` (from 1) finds appended since the tick before; not asked for tick 0. */
  readonly grow: (tick: number) => readonly WireMessage[];
  /** Changes a tick's request before it is sent: moved marks, another tool list. `tick` counts from 0. */
  readonly change?: (request: WireRequest, tick: number) => WireRequest;
  readonly options?: Partial<AnthropicOptions>;
  /** Price of a tick; undefined where the model has none. */
  readonly price?: (usage: TickUsage) => Money | undefined;
  /** A cache that is warm already. */
  readonly state?: CacheState;
}

export interface TimelineTick {
  /** Milliseconds since the first tick. */
  readonly time: number;
  readonly usage: TickUsage;
  readonly diagnostics: CacheDiagnostics;
  readonly hitRate: number | undefined;
  readonly cost: Money | undefined;
}

export interface Timeline {
  readonly ticks: readonly TimelineTick[];
  readonly usage: TickUsage;
  /** Undefined when any tick has no price. */
  readonly total: Money | undefined;
  readonly latestHitRate: number | undefined;
  readonly runHitRate: number | undefined;
  /** The run ends at the first request that is refused. */
  readonly error?: ApiError;
  readonly state: CacheState;
}

export function simulateTimeline(scenario: TimelineScenario): Timeline {
  const ticks: TimelineTick[] = [];
  let state = scenario.state ?? emptyCache;
  let conversation = scenario.request;
  let time = 0;
  let error: ApiError | undefined;
  for (let tick = 0; tick < scenario.ticks; tick++) {
    if (tick > 0) {
      conversation = { ...conversation, messages: [...conversation.messages, ...scenario.grow(tick)] };
      time += gapBefore(tick, scenario.gapSeconds) * 1000;
    }
    const request = scenario.change?.(conversation, tick) ?? conversation;
    const result = simulateAnthropic(state, request, time, scenario.options);
    if ('error' in result) {
      error = result.error;
      break;
    }
    const { usage, diagnostics } = result;
    state = result.state;
    ticks.push({ time, usage, diagnostics, hitRate: hitRate(usage), cost: scenario.price?.(usage) });
  }
  const usage = addUsage(ticks.map((tick) => tick.usage));
  return {
    ticks,
    usage,
    total: sum(ticks.map(({ cost }) => cost)),
    latestHitRate: ticks.at(-1)?.hitRate,
    runHitRate: hitRate(usage),
    ...(error === undefined ? {} : { error }),
    state,
  };
}

function gapBefore(tick: number, gaps: number | readonly number[]): number {
  return typeof gaps === 'number' ? gaps : (gaps[tick - 1] ?? gaps.at(-1) ?? 0);
}

function sum(costs: readonly (Money | undefined)[]): Money | undefined {
  let total = 0n;
  for (const cost of costs) {
    if (cost === undefined) return undefined;
    total += cost;
  }
  return total;
}

/** An agent's usual growth: the answer with a tool call, then its result, with the given tokens. */
export function agentGrowth(answerTokens: number, resultTokens: number): (tick: number) => readonly WireMessage[] {
  return (tick) => [
    { role: 'assistant', blocks: [{ type: 'tool_use', text: `call ${tick}`, tokens: answerTokens }] },
    { role: 'user', blocks: [{ type: 'tool_result', text: `result ${tick}`, tokens: resultTokens }] },
  ];
}
