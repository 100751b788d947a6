// Lever: leave out the definitions of tools that no task uses.
import { formatRate } from '../../estimate/index.ts';
import type { Lever } from './lever.ts';
import { callsAsTheyAre } from './situation.ts';

export const trimToolsLever: Lever = {
  id: 'trim-tools',
  name: 'fewer tools',
  weigh({ profile, assume, against }) {
    const { tools, toolCount } = profile;
    if (tools === undefined) return { silent: 'How much of the prompt are tools was not recorded.' };
    if (tools === 0) return { silent: 'No tools are sent.' };
    if (toolCount !== undefined && toolCount < 3)
      return { silent: `Only ${toolCount} ${toolCount === 1 ? 'tool is' : 'tools are'} sent.` };
    const less = Math.round(tools * assume.unusedToolsShare);
    if (less === 0) return { silent: 'Every tool is used.' };
    const calls = callsAsTheyAre(profile);
    const shorter = against(
      calls.map(({ input, output }) => ({ input: input - less, output })),
      { less },
    );
    const same = against(calls);
    return {
      saves: { money: shorter.money - same.money, milliseconds: shorter.milliseconds - same.milliseconds },
      how: 'Send only the tools that the task can need, chosen once before its first tick; defer the rest.',
      risk: 'Tools that change within a conversation lose its whole cache; one that is missing cannot be called.',
      assumes: [`${formatRate(assume.unusedToolsShare)} of the ${tools} tokens of tools are never used`],
    };
  },
};
