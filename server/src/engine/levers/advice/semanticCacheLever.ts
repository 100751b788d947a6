// Lever: answer a question that was asked before in other words, and its price in wrong answers.
import { formatMoney, formatRate } from '../../estimate/index.ts';
import type { Lever } from './lever.ts';
import { scaleEffect } from './scaleEffect.ts';

/** An embedding and a search among neighbours. */
const lookupMilliseconds = 30;

export const semanticCacheLever: Lever = {
  id: 'semantic-cache',
  name: 'semantic cache',
  weigh({ assume, cost, milliseconds, profile }) {
    const { semanticHitRate: hits, semanticAccuracy: accuracy } = assume;
    if (assume.sideEffects > 0) return { silent: 'The tools change something: an old answer would leave that undone.' };
    if (assume.questionsRepeat === 0) {
      return { silent: 'Nothing says that questions come again in other words; questionsRepeat=1 prices it.' };
    }
    const wrong = hits * (1 - accuracy);
    const saved = scaleEffect({ money: cost, milliseconds }, hits);
    const perWrong =
      wrong === 0 ? undefined : formatMoney((saved.money * 1_000_000n) / BigInt(Math.round(wrong * 1_000_000)));
    return {
      saves: { money: saved.money, milliseconds: saved.milliseconds - lookupMilliseconds },
      how: 'Keep answers under the meaning of the question and its context, and check what is found before it is given.',
      risk: `${formatRate(wrong)} of all questions get a wrong answer, ${(wrong * profile.tasksPerDay).toFixed(1)} a day, said with confidence${perWrong === undefined ? '' : `; each saves ${perWrong}, so it must not cost more`}.`,
      assumes: [`${formatRate(hits)} hits, ${formatRate(accuracy)} of them right`, `${lookupMilliseconds} ms a lookup`],
      figures: { hitRate: hits, accuracy, wrongShare: wrong, wrongPerDay: wrong * profile.tasksPerDay },
    };
  },
};
