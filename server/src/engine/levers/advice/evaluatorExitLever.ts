// Lever: a hard end for a loop that drafts and judges until it is content.
import { inputTokens } from '../../model/index.ts';
import { refinementTokens } from '../stages/refinementTokens.ts';
import type { Lever } from './lever.ts';
import type { PlannedCall } from './situation.ts';

/** Most of what judging gives comes in the first rounds. */
const enoughCycles = 2;

export const evaluatorExitLever: Lever = {
  id: 'evaluator-exit',
  name: 'end of the evaluator loop',
  weigh({ profile, assume, run }) {
    const { evaluatorCycles: cycles, critiqueTokens: critique } = assume;
    const first = profile.ticks[0];
    if (cycles === 0 || first === undefined)
      return { silent: 'Nothing says that answers are judged and drafted again.' };
    if (cycles <= enoughCycles) return { silent: `It ends after ${cycles} rounds already.` };
    const draft = first.output;
    const prompt = inputTokens(first);
    const rounds = (count: number): readonly PlannedCall[] =>
      Array.from({ length: count }, (_, cycle): readonly PlannedCall[] => [
        { input: prompt + cycle * (draft + critique), output: draft },
        { input: prompt + draft, output: critique },
      ]).flat();
    const [all, few] = [run(rounds(cycles), { caching: 'none' }), run(rounds(enoughCycles), { caching: 'none' })];
    return {
      saves: { money: all.money - few.money, milliseconds: all.milliseconds - few.milliseconds },
      how: `End after ${enoughCycles} rounds, or when the judge gives a score that is good enough, whichever comes first.`,
      risk: 'A draft that needed more rounds is handed over as it is: say so with it.',
      assumes: [`${cycles} rounds of a draft of ${draft} tokens and a critique of ${critique}`],
      figures: { times: refinementTokens({ prompt, draft, critique, cycles }).times },
    };
  },
};
