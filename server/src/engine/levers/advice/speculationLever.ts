// Lever: start a tool call that will probably be needed while the model is still writing.
import { formatRate } from '../../estimate/index.ts';
import { speculate } from '../stages/speculate.ts';
import { dollars } from './dollars.ts';
import type { Lever } from './lever.ts';

export const speculationLever: Lever = {
  id: 'speculation',
  name: 'speculative tool call',
  weigh({ assume, callingTicks, profile, modelMilliseconds }) {
    if (callingTicks === 0) return { silent: 'No answer calls a tool.' };
    if (assume.sideEffects > 0)
      return { silent: 'The tools change something: a call that was not needed cannot be taken back.' };
    const odds = speculate({
      probability: assume.neededShare,
      // It runs beside the model, and gains no more than the model takes.
      milliseconds: Math.min(assume.toolMilliseconds, modelMilliseconds / profile.ticks.length),
      cost: dollars(assume.toolCost),
      millisecondWorth: dollars(assume.secondWorth / 1000),
      candidates: profile.toolCount ?? 1,
    });
    if (assume.neededShare <= odds.breakEven) {
      return {
        silent: `A call that is needed with ${formatRate(assume.neededShare)} is not worth starting: it pays from ${formatRate(Math.min(1, odds.breakEven))} on.`,
      };
    }
    return {
      saves: { money: -odds.waste, milliseconds: odds.gain },
      how: 'Start the one call that is needed most often as soon as the task is known, and drop its result when it is not asked for. Not all of them: that pays for every tool on every tick.',
      risk: 'Calls that were not needed are paid, count against rate limits, and must have no effect.',
      assumes: [
        `it is needed with ${formatRate(assume.neededShare)}`,
        'one such call a task',
        `${assume.toolMilliseconds} ms a call`,
      ],
      figures: { breakEven: odds.breakEven, gain: odds.gain },
    };
  },
};
