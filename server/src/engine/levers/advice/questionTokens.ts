// What a task brings with it: the tokens of its first request behind the tools and the system prompt.
import { inputTokens } from '../../model/index.ts';
import type { AgentProfile } from './agentProfile.ts';

/** Where the parts of the prompt are not known. */
const usual = 200;

export function questionTokens({ ticks, tools, system }: AgentProfile): number {
  const first = ticks[0];
  if (first === undefined) return 0;
  const input = inputTokens(first);
  return tools === undefined || system === undefined ? Math.min(usual, input) : Math.max(0, input - tools - system);
}
