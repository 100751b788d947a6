// Lever: a small model tells easy tasks from hard ones, and does the easy ones itself.
import { smallerModelOf } from '../../catalog/index.ts';
import { formatRate } from '../../estimate/index.ts';
import type { Lever } from './lever.ts';
import { questionTokens } from './questionTokens.ts';
import { scaleEffect } from './scaleEffect.ts';
import { callsAsTheyAre } from './situation.ts';

const classTokens = 10;

export const smallerRouterLever: Lever = {
  id: 'smaller-router',
  name: 'small model first',
  weigh({ profile, assume, run, against }) {
    const small = smallerModelOf(profile.model);
    if (small === undefined) return { silent: `${profile.model.id} is the cheapest of its provider that is known.` };
    if (assume.easyShare <= 0) return { silent: 'No task is easy enough for a smaller model.' };
    const classify = run([{ input: assume.routerTokens + questionTokens(profile), output: classTokens }], {
      caching: 'none',
      model: small,
    });
    const easy = scaleEffect(against(callsAsTheyAre(profile), { model: small }), assume.easyShare);
    return {
      saves: { money: easy.money - classify.money, milliseconds: easy.milliseconds - classify.milliseconds },
      how: `Classify each task with ${small.id}, without reasoning, and give it the easy ones.`,
      risk: 'A hard task that is taken for an easy one gets a worse answer: measure both models on your own tasks first.',
      assumes: [
        `${formatRate(assume.easyShare)} of the tasks are done as well by ${small.id}`,
        'the same number of tokens and the same speed in both models',
      ],
    };
  },
};
