// What the stages of the page are given: plain numbers that survive a reload, and the course's as a start.
import {
  courseAgents,
  courseBatcher,
  courseDownstream,
  courseStream,
  courseTick,
  type DispatchedTool,
} from '../../../server/src/engine/levers/index.ts';

export interface StageInputs {
  readonly stage: 'cache' | 'dispatch' | 'batching';
  readonly cache: {
    /** One lifetime for all tools instead of one for each. */
    readonly isOneForAll: boolean;
    /** Seconds. */
    readonly ttl: number;
    readonly ttls: Readonly<Record<string, number>>;
    /** Entries that are kept. */
    readonly capacity: number;
  };
  readonly dispatch: { readonly tools: readonly DispatchedTool[]; readonly pool: number };
  readonly batching: {
    readonly windowMilliseconds: number;
    readonly size: number;
    readonly callsPerAgent: number;
    readonly thinkMilliseconds: number;
    readonly requestMilliseconds: number;
    readonly itemMilliseconds: number;
    readonly connections: number;
  };
}

const { callsPerAgent, thinkMilliseconds } = courseAgents;
const { requestMilliseconds, itemMilliseconds, connections } = courseDownstream;

export const courseInputs: StageInputs = {
  stage: 'cache',
  cache: { isOneForAll: false, ttl: 3_600, ttls: courseStream.ttls, capacity: 1_000 },
  dispatch: { tools: courseTick, pool: 8 },
  batching: {
    windowMilliseconds: courseBatcher.windowMilliseconds ?? 0,
    size: courseBatcher.size ?? 1,
    callsPerAgent,
    thinkMilliseconds,
    requestMilliseconds,
    itemMilliseconds,
    connections,
  },
};

/** Ticks of tools to start from, by what they show. */
export const tickPresets: readonly (readonly [name: string, tools: readonly DispatchedTool[]])[] = [
  ['Three that need nothing', courseTick],
  [
    'The second needs the first',
    courseTick.map((tool, at) => (at === 1 ? { ...tool, needs: [courseTick[0]?.name ?? ''] } : tool)),
  ],
  ['One answer is cached', courseTick.map((tool, at) => (at === 1 ? { ...tool, cached: true } : tool))],
  ['Thirty calls', Array.from({ length: 30 }, (_, at) => ({ name: `call_${at + 1}`, milliseconds: 100 }))],
];
