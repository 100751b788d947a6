// Lever: ask once for a plan, let code carry it out, and ask once more for the answer.
import { formatRate } from '../../estimate/index.ts';
import { inputTokens } from '../../model/index.ts';
import type { Lever } from './lever.ts';
import { scaleEffect } from './scaleEffect.ts';

/** Of one step of a plan: a tool and its arguments. */
const stepTokens = 40;

export const planThenExecuteLever: Lever = {
  id: 'plan-then-execute',
  name: 'plan, then execute',
  replacesLoop: true,
  weigh({ profile, assume, against, run, toolCalls }) {
    const { ticks, isLoop } = profile;
    const [first, last] = [ticks[0], ticks.at(-1)];
    if (!isLoop || first === undefined || last === undefined)
      return { silent: 'There is no loop whose decisions a plan could make at once.' };
    if (ticks.length <= 3)
      return { silent: `A plan and an answer are two calls; ${ticks.length} ticks have none to spare.` };
    const plan = { input: inputTokens(first), output: Math.ceil(toolCalls) * stepTokens };
    const answer = { input: inputTokens(last), output: last.output };
    const saved = against([plan, answer]);
    const again = scaleEffect(run([plan]), assume.replanShare);
    return {
      saves: { money: saved.money - again.money, milliseconds: saved.milliseconds - again.milliseconds },
      how: 'Ask for the steps as structured output, run them in code, and send the results to the model once.',
      risk: 'A plan meets what it did not expect: without a check after each step it commits wrong actions on old assumptions.',
      assumes: [`${formatRate(assume.replanShare)} of the plans are made a second time`, `${stepTokens} tokens a step`],
      figures: { calls: 2, passesSaved: ticks.length - 2 },
    };
  },
};
