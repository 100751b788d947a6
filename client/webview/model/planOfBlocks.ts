// A plan for a prompt whose model is not known: enough for its map, not for a run.
import type { PromptPlan } from '../../../server/src/engine/profile/index.ts';
import type { PageBlock } from '../../../server/src/protocol/index.ts';

export function planOfBlocks(blocks: readonly PageBlock[]): PromptPlan {
  return {
    blocks: blocks.map(({ level, label, segments }) => ({
      level,
      role: level === 'messages' ? 'user' : 'system',
      type: level === 'tools' ? 'tool' : 'text',
      ...(level === 'tools' ? { name: label } : {}),
      message: level === 'messages' ? 0 : -1,
      segments: segments.map(({ tokens, state }) => ({ tokens: tokens.tokens, isRebuilt: state === 'changing' })),
    })),
    inputTokens: blocks.reduce((sum, { tokens }) => sum + tokens, 0),
    cachedTokens: 0,
    isStable: blocks.every(({ state }) => state === 'stable'),
    grows: false,
    service: 'standard',
    output: { thinks: 'no' },
  };
}
