// The same calls batched and one by one, for a growing number of agents, and where batching begins to pay.
import type { Money } from '../../model/index.ts';
import { type AgentCallsInput, agentCalls } from './agentCalls.ts';
import { type Batcher, type Downstream, type SimulatedBatching, simulateBatching } from './simulateBatching.ts';

export interface BatchingRow {
  readonly agents: number;
  readonly callsPerSecond: number;
  readonly batched: SimulatedBatching;
  readonly single: SimulatedBatching;
  /** What the calls of one agent cost. */
  readonly perRun: { readonly batched: Money; readonly single: Money };
}

export interface BatchingComparison {
  readonly rows: readonly BatchingRow[];
  /** Fewest agents from which on the mean call is answered no later than without batching, for every number up to the last row. */
  readonly crossOver: { readonly agents: number; readonly callsPerSecond: number } | undefined;
}

/** Numbers of agents that are shown, so that every surface shows the same. */
export const agentCounts: readonly number[] = [1, 2, 4, 8, 16, 25, 32, 48, 64];

/** One row for each number of agents, ascending. */
export function compareBatching(
  agents: readonly number[],
  input: Omit<AgentCallsInput, 'agents'>,
  batcher: Batcher,
  downstream: Downstream,
): BatchingComparison {
  const rows = agents.map((count): BatchingRow => {
    const calls = agentCalls({ ...input, agents: count });
    const batched = simulateBatching(calls, batcher, downstream);
    const single = simulateBatching(calls, { size: 1 }, downstream);
    return {
      agents: count,
      callsPerSecond: (count * 1000) / input.thinkMilliseconds,
      batched,
      single,
      perRun: { batched: batched.cost / BigInt(count), single: single.cost / BigInt(count) },
    };
  });
  const lastLoss = rows.findLastIndex(({ batched, single }) => batched.mean > single.mean);
  const first = rows[lastLoss + 1];
  return {
    rows,
    crossOver: first && { agents: first.agents, callsPerSecond: first.callsPerSecond },
  };
}
