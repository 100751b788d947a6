// Lever: run the tool calls of one answer at the same time.
import { formatRate } from '../../estimate/index.ts';
import type { Lever } from './lever.ts';

/** Up to this share of answers with several calls, the harness is not worth the work. */
const rareShare = 0.1;

export const parallelToolsLever: Lever = {
  id: 'parallel-tools',
  name: 'parallel tool calls',
  weigh({ assume, callingTicks, severalTicks, toolCalls, profile }) {
    if (callingTicks === 0) return { silent: 'No answer calls a tool.' };
    const share = severalTicks / callingTicks;
    if (severalTicks === 0 || share <= rareShare) {
      return {
        silent: `${formatRate(1 - share)} of the answers with tool calls make a single one: there is nothing to run beside it, and the next tick waits for its result.`,
      };
    }
    if (assume.serialDispatch === 0) return { silent: 'The harness runs them at the same time already.' };
    if (assume.callsDepend > 0) {
      return { silent: "The calls need each other's results: started together, the later ones lack their arguments." };
    }
    const beside = toolCalls - callingTicks;
    const seen = profile.toolCallsPerAnswer !== undefined;
    return {
      saves: { money: 0n, milliseconds: beside * assume.toolMilliseconds },
      how: 'Start the calls of one answer together, wait for all of them to settle, and report each failure in its own result.',
      risk: 'They reach rate limits and pools at the same moment; one that fails must not take the others with it.',
      assumes: [
        ...(seen
          ? []
          : [`${formatRate(assume.severalCallsShare)} of the answers call ${assume.severalCalls} tools at once`]),
        `each takes ${assume.toolMilliseconds} ms, one after the other`,
        'none needs the result of another',
      ],
      figures: { severalShare: share },
    };
  },
};
