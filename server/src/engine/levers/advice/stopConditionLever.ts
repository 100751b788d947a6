// Lever: end the loop when the task is done.
import { formatRate, manyTicks } from '../../estimate/index.ts';
import { addUsage } from '../../model/index.ts';
import { latencyOf } from '../../simulator/index.ts';
import type { Lever } from './lever.ts';

export const stopConditionLever: Lever = {
  id: 'stop-condition',
  name: 'better stop condition',
  weigh({ profile, assume, priceOf, toolCalls }) {
    const { ticks, isLoop } = profile;
    if (!isLoop) return { silent: 'There is no loop to end sooner.' };
    if (ticks.length < manyTicks)
      return { silent: `${ticks.length} ticks are not many: nothing says that any was not needed.` };
    const wasted = Math.floor(ticks.length * assume.wastedTickShare);
    if (wasted === 0) return { silent: 'Every tick is needed.' };
    const last = ticks.slice(ticks.length - wasted);
    const tools = (toolCalls * wasted) / ticks.length;
    return {
      saves: {
        money: last.reduce((sum, usage) => sum + priceOf(usage), 0n),
        milliseconds:
          last.reduce((sum, usage) => sum + latencyOf(usage).totalMilliseconds, 0) + tools * assume.toolMilliseconds,
      },
      how: 'Say when the task is done, check for it after each tick, and set a hard limit behind it.',
      risk: 'A loop that ends too soon leaves the task undone.',
      assumes: [`the last ${wasted} of ${ticks.length} ticks (${formatRate(assume.wastedTickShare)}) add nothing`],
      figures: { wastedTicks: wasted, wastedInput: addUsage(last).fresh },
    };
  },
};
