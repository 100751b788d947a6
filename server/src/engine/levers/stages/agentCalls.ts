// The calls that a number of agents make to one tool: each asks, thinks, and asks again, at moments drawn from a seed.
import { seededRandom } from './seededRandom.ts';
import type { BatchedCall } from './simulateBatching.ts';

export interface AgentCallsInput {
  readonly agents: number;
  readonly callsPerAgent: number;
  /** Mean time between two calls of an agent; exponentially distributed, as independent arrivals are. */
  readonly thinkMilliseconds: number;
  readonly seed: number;
}

/** Sixteen agents that look up an order every tenth of a second, ten times each. */
export const courseAgents: AgentCallsInput = { agents: 16, callsPerAgent: 10, thinkMilliseconds: 100, seed: 1 };

/** By time; milliseconds are whole. */
export function agentCalls({
  agents,
  callsPerAgent,
  thinkMilliseconds,
  seed,
}: AgentCallsInput): readonly BatchedCall[] {
  const next = seededRandom(seed);
  const calls: BatchedCall[] = [];
  for (let agent = 0; agent < agents; agent++) {
    let at = 0;
    for (let call = 0; call < callsPerAgent; call++) {
      at += Math.round(-Math.log(1 - next()) * thinkMilliseconds);
      calls.push({ at, caller: `agent ${agent + 1}`, id: `order ${agent * callsPerAgent + call + 1}` });
    }
  }
  return calls.sort((a, b) => a.at - b.at);
}
