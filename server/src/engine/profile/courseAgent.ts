// The support agent of the course as a plan: its worked numbers, to play with where there is no call of one's own.
import { interpolatedHistory } from '../estimate/index.ts';
import type { PlanBlock, PromptPlan } from './promptPlan.ts';

/** Tokens of its history at ticks 1, 5, 10 and 20; straight lines between them. */
const history = interpolatedHistory([
  [1, 200],
  [5, 1_000],
  [10, 1_800],
  [20, 3_400],
]);

const block = (level: PlanBlock['level'], role: PlanBlock['role'], tokens: number): PlanBlock => ({
  level,
  role,
  type: level === 'tools' ? 'tool' : 'text',
  message: level === 'messages' ? 0 : -1,
  segments: [{ tokens, isRebuilt: false }],
});

/** 4,500 tokens that every tick sends, and a history that grows. Unmarked. */
export const courseAgent: PromptPlan = {
  blocks: [
    { ...block('tools', 'system', 1_500), name: 'tools' },
    block('system', 'system', 3_000),
    block('messages', 'user', history[0] ?? 0),
  ],
  inputTokens: 4_500 + (history[0] ?? 0),
  cachedTokens: 4_500,
  isStable: true,
  grows: true,
  growth: history.slice(1).map((tokens, at) => tokens - (history[at] ?? 0)),
  service: 'standard',
  output: { thinks: 'no' },
};
