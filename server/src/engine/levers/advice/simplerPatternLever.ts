// Lever: the next simpler pattern that fits the task, one step down the ladder.
import { inputTokens } from '../../model/index.ts';
import type { Lever } from './lever.ts';

export const simplerPatternLever: Lever = {
  id: 'simpler-pattern',
  name: 'simpler pattern',
  replacesLoop: true,
  weigh({ profile, assume, against }) {
    const { ticks, isLoop, stable } = profile;
    if (ticks.length < 2) return { silent: 'One call is the simplest pattern there is.' };
    if (!isLoop) return { silent: 'The steps are in code already: no simpler pattern is known to fit.' };
    if (assume.stepsKnown === 0) {
      return {
        silent:
          'Whether a person could draw the steps in advance is not known; stepsKnown=1 prices a chain of the same calls.',
      };
    }
    // A link of a chain sees the front and what the link before hands on, never the whole history.
    let before = stable;
    const links = ticks.map((usage) => {
      const input = inputTokens(usage);
      const handed = Math.max(0, input - before);
      before = input;
      return { input: stable + handed, output: usage.output };
    });
    return {
      saves: against(links),
      how: 'Write the steps as a chain: each call gets its own short prompt and the result of the one before, with a check in between.',
      risk: 'A task that does not follow the drawn steps fails where the loop would have found its way.',
      assumes: ['the steps are known before the task runs', 'as many calls as the loop has ticks'],
      figures: { calls: ticks.length },
    };
  },
};
