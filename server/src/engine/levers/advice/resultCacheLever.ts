// Lever: keep the results of tool calls, each for as long as it holds.
import { formatRate } from '../../estimate/index.ts';
import { dollars } from './dollars.ts';
import type { Lever } from './lever.ts';

const cheapMilliseconds = 10;
const hugeBytes = 10_000_000;
const rareShare = 0.05;

export const resultCacheLever: Lever = {
  id: 'result-cache',
  name: 'result cache',
  weigh({ assume, toolCalls, profile }) {
    const { repeatedCallShare: share, toolMilliseconds, toolCost, resultBytes } = assume;
    if (!profile.isLoop || toolCalls === 0)
      return { silent: 'The agent does not loop over tools: there is no call to answer from a cache.' };
    if (profile.resultCacheHits !== undefined && profile.resultCacheHits >= share) {
      return {
        silent: `The program answers ${formatRate(profile.resultCacheHits)} of its tool calls from a cache of its own already.`,
      };
    }
    if (share < rareShare)
      return { silent: `Only ${formatRate(share)} of the tool calls ask for what was asked before.` };
    if (toolMilliseconds <= cheapMilliseconds && toolCost === 0) {
      return { silent: `A call takes ${toolMilliseconds} ms: looking into a cache takes about as long.` };
    }
    if (resultBytes >= hugeBytes) {
      return {
        silent: `A result of ${resultBytes.toLocaleString('en-US')} bytes costs more memory than its call costs time.`,
      };
    }
    const hits = toolCalls * (share - (profile.resultCacheHits ?? 0));
    return {
      saves: { money: dollars(toolCost * hits), milliseconds: toolMilliseconds * hits },
      how: 'Keep results under the tool, its version, the tenant and the arguments with sorted keys, with a lifetime for each tool.',
      risk: 'A stale answer does not say that it is one: balances and clocks are never kept, and a write clears what it changes.',
      assumes: [
        `${formatRate(share)} of the tool calls repeat one whose answer still holds`,
        `${toolMilliseconds} ms a call`,
      ],
    };
  },
};
