// Lever: keep the plan of a task for the next one of its kind; one call words the answer from fresh results.
import { formatRate } from '../../estimate/index.ts';
import { inputTokens } from '../../model/index.ts';
import type { Lever } from './lever.ts';
import { scaleEffect } from './scaleEffect.ts';

const rareShare = 0.05;

export const patternCacheLever: Lever = {
  id: 'pattern-cache',
  name: 'pattern cache',
  replacesLoop: true,
  weigh({ profile, assume, against }) {
    const { ticks, isLoop, repeatedPlans } = profile;
    const last = ticks.at(-1);
    if (!isLoop || last === undefined || ticks.length < 3)
      return { silent: 'The task has no plan of several steps to keep.' };
    const repeats = repeatedPlans ?? assume.planRepeatShare;
    if (repeats < rareShare)
      return {
        silent: `Only ${formatRate(repeats)} of the tasks call the same tools in the same order as an earlier one.`,
      };
    const composed = against([{ input: inputTokens(last), output: last.output }], { caching: 'none' });
    const share = repeats * (1 - assume.planInvalidShare);
    return {
      saves: scaleEffect(composed, share),
      how: 'Recognise the kind of task, run the plan of the last one with new parameters, and make one call to word the answer.',
      risk: 'A plan has side effects: when a policy, a tool or an interface changes, plans made before must be thrown away, or they commit wrong actions.',
      assumes: [
        ...(repeatedPlans === undefined ? [`${formatRate(repeats)} of the tasks repeat a plan`] : []),
        `${formatRate(assume.planInvalidShare)} of the kept plans do not hold any more`,
      ],
      figures: { callsPerRepeat: 1, callsSavedPerRepeat: ticks.length - 1 },
    };
  },
};
