// Lever: a system prompt that says the same in fewer tokens.
import type { Lever } from './lever.ts';
import { callsAsTheyAre } from './situation.ts';

export const shorterPromptLever: Lever = {
  id: 'shorter-prompt',
  name: 'shorter system prompt',
  weigh({ profile, assume, against }) {
    const { system, model, stable } = profile;
    if (system === undefined) return { silent: 'How much of the prompt is the system prompt was not recorded.' };
    const less = system - assume.systemTokens;
    if (less <= 0) return { silent: `The system prompt has ${system} tokens, no more than ${assume.systemTokens}.` };
    const calls = callsAsTheyAre(profile);
    const shorter = against(
      calls.map(({ input, output }) => ({ input: input - less, output })),
      { less },
    );
    const same = against(calls);
    const falls = stable >= (model.minimumPrefixTokens ?? 0) && stable - less < (model.minimumPrefixTokens ?? 0);
    return {
      saves: { money: shorter.money - same.money, milliseconds: shorter.milliseconds - same.milliseconds },
      how: 'Put the task first, leave out what the model knows, and move rare cases into a tool that it can ask.',
      risk: falls
        ? `The front falls below the ${model.minimumPrefixTokens} tokens that ${model.id} caches from: nothing would be read any more.`
        : 'What is left out may have mattered: measure the answers before and after.',
      assumes: [`${assume.systemTokens} tokens say the same`],
    };
  },
};
