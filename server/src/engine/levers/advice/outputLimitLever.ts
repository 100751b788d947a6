// Lever: say how the answer is to look, so that the model writes no more than is needed.
import { inputTokens } from '../../model/index.ts';
import type { Lever } from './lever.ts';

/** Share that is left of an answer whose form is given. */
const usualShare = 0.55;
const shortTokens = 100;

export const outputLimitLever: Lever = {
  id: 'output-limit',
  name: 'shorter answers',
  weigh({ profile, assume, against }) {
    const { ticks, reasoningTokens } = profile;
    const longest = Math.max(...ticks.map(({ output }) => output - reasoningTokens));
    if (longest <= shortTokens)
      return { silent: `The answers have ${Math.max(0, longest)} tokens: there is little to leave out.` };
    const wanted = assume.answerTokens;
    if (wanted >= longest) return { silent: `The answers are no longer than the ${wanted} tokens that are needed.` };
    const limited = ticks.map((usage) => {
      const written = Math.max(0, usage.output - reasoningTokens);
      const kept = wanted > 0 ? Math.min(written, wanted) : Math.round(written * usualShare);
      return { input: inputTokens(usage), output: usage.output - written + kept };
    });
    // The same run with and without: how it is cached does not count here.
    const saves = against(limited, { caching: 'none' });
    const plain = against(
      ticks.map((usage) => ({ input: inputTokens(usage), output: usage.output })),
      { caching: 'none' },
    );
    return {
      saves: { money: saves.money - plain.money, milliseconds: saves.milliseconds - plain.milliseconds },
      how: 'Name the fields and the length of the answer, and set a limit that it fits into.',
      risk: 'A limit that is too tight cuts answers off in the middle; a form that is too tight leaves out what matters.',
      assumes: [
        wanted > 0 ? `${wanted} tokens are enough` : `${Math.round(usualShare * 100)}% of an answer are enough`,
        'the shorter history that follows is not counted',
      ],
    };
  },
};
