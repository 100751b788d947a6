// Lever: ask the model to make the calls that do not need each other in one answer.
import { formatRate } from '../../estimate/index.ts';
import { inputTokens } from '../../model/index.ts';
import type { Lever } from './lever.ts';

const sentence =
  'If several lookups are needed and none of them depends on what another returns, call all of those tools at once, in the same turn.';
/** From this share on, the model does it by itself. */
const enough = 0.5;

export const askTogetherLever: Lever = {
  id: 'ask-together',
  name: 'ask for independent calls together',
  weigh({ profile, assume, callingTicks, severalTicks, against }) {
    const { ticks, toolCount, isLoop } = profile;
    if (!isLoop || callingTicks === 0) return { silent: 'No loop calls tools.' };
    if (toolCount === 1 && assume.callsDepend > 0)
      return { silent: 'There is one tool, and its calls need each other.' };
    if (assume.callsDepend > 0)
      return { silent: "The calls need each other's results: each has to wait for the one before." };
    const share = severalTicks / callingTicks;
    if (share >= enough)
      return { silent: `${formatRate(share)} of the answers with tool calls make several at once already.` };
    const single = callingTicks - severalTicks;
    const joined = Math.floor(single * assume.joinableShare);
    if (joined === 0 || ticks.length < 3) return { silent: 'There are too few ticks for any to be joined.' };
    // The ticks in the middle go: the first has to ask, the last to answer.
    const all = ticks.map((usage) => ({ input: inputTokens(usage), output: usage.output }));
    const removed = new Set(Array.from({ length: Math.min(joined, ticks.length - 2) }, (_, at) => at + 1));
    const fewer = against(all.filter((_, at) => !removed.has(at)));
    const same = against(all);
    return {
      saves: {
        money: fewer.money - same.money,
        milliseconds:
          fewer.milliseconds - same.milliseconds + (assume.serialDispatch === 0 ? joined * assume.toolMilliseconds : 0),
      },
      how: 'Add the sentence to the system prompt, then watch how many calls an answer makes.',
      risk: 'Models differ in how far they follow it, and calls made together reach rate limits together.',
      assumes: [
        `${formatRate(assume.joinableShare)} of the ticks with one call join the one before`,
        ...(profile.toolCallsPerAnswer === undefined ? [`${formatRate(1 - share)} of the answers call one tool`] : []),
      ],
      paste: sentence,
      figures: { ticksSaved: removed.size },
    };
  },
};
