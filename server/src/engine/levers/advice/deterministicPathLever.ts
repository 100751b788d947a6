// Lever: write the steps of routine tasks in code; the model tells what is asked, and words the answer.
import { formatRate } from '../../estimate/index.ts';
import { inputTokens } from '../../model/index.ts';
import type { Lever } from './lever.ts';
import { questionTokens } from './questionTokens.ts';
import { scaleEffect } from './scaleEffect.ts';

const intentTokens = 20;

export const deterministicPathLever: Lever = {
  id: 'deterministic-path',
  name: 'deterministic path',
  replacesLoop: true,
  weigh({ profile, assume, run, modelCost, modelMilliseconds }) {
    const { ticks, isLoop } = profile;
    const last = ticks.at(-1);
    if (!isLoop || last === undefined) return { silent: 'There is no loop whose steps code could take over.' };
    if (ticks.length <= 2) return { silent: 'The task takes two calls already: one to understand, one to answer.' };
    if (assume.fallbackShare >= 1) return { silent: 'No request is covered by a coded path.' };
    const intent = run([{ input: assume.routerTokens + questionTokens(profile), output: intentTokens }], {
      caching: 'none',
    });
    const answer = run([{ input: inputTokens(last) - (profile.tools ?? 0), output: last.output }], { caching: 'none' });
    const covered = {
      money: modelCost - intent.money - answer.money,
      milliseconds: modelMilliseconds - intent.milliseconds - answer.milliseconds,
    };
    const kept = scaleEffect(covered, 1 - assume.fallbackShare);
    const lost = scaleEffect(intent, assume.fallbackShare);
    return {
      saves: { money: kept.money - lost.money, milliseconds: kept.milliseconds - lost.milliseconds },
      how: 'Classify the request, run the tools that it always needs in code, and let the model word the answer; send the rest to the loop.',
      risk: 'A case that the code does not foresee is handled badly unless it is recognised and handed to the loop.',
      assumes: [
        `${formatRate(assume.fallbackShare)} of the requests fall back to the loop`,
        `a prompt of ${assume.routerTokens} tokens tells them apart`,
      ],
      figures: { calls: 2, expectedCalls: 2 * (1 - assume.fallbackShare) + (1 + ticks.length) * assume.fallbackShare },
    };
  },
};
