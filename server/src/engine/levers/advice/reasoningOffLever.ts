// Lever: answer without thinking first, where thinking is not needed.
import { fullUsage } from '../../estimate/index.ts';
import { latencyOf } from '../../simulator/index.ts';
import type { Lever } from './lever.ts';

export const reasoningOffLever: Lever = {
  id: 'reasoning-off',
  name: 'no reasoning',
  weigh({ profile, assume, priceOf }) {
    const { reasoningTokens, ticks, model } = profile;
    if (reasoningTokens === 0) return { silent: 'Nothing says that the model thinks before it answers.' };
    if (assume.needsReasoning > 0) return { silent: 'The tasks are hard enough for it: leave it on.' };
    let money = 0n;
    let milliseconds = 0;
    for (const usage of ticks) {
      const quick = fullUsage({ ...usage, output: Math.max(0, usage.output - reasoningTokens) });
      money += priceOf(usage) - priceOf(quick);
      milliseconds += latencyOf(usage).totalMilliseconds - latencyOf(quick).totalMilliseconds;
    }
    const answer = Math.max(1, Math.max(...ticks.map(({ output }) => output)) - reasoningTokens);
    return {
      saves: { money, milliseconds },
      how:
        model.reasons === true
          ? 'Ask for the least effort for routing, classifying and wording; think only where the task needs it.'
          : 'Leave thinking out for routing, classifying and wording; switch it on only where the task needs it.',
      risk: 'Hard tasks are done worse without it: measure the answers before and after.',
      assumes: [`${reasoningTokens} tokens are thought on each tick`],
      figures: { outputTimes: (answer + reasoningTokens) / answer },
    };
  },
};
