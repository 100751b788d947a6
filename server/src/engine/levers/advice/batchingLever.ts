// Lever: collect the calls that many agents make to one tool into one request.
import { formatRate } from '../../estimate/index.ts';
import { dollars } from './dollars.ts';
import type { Lever } from './lever.ts';

/** Below this share of the bill and of the wall clock, tools are not what the agent spends on. */
const smallShare = 0.1;

export const batchingLever: Lever = {
  id: 'batching',
  name: 'batched tool calls',
  weigh({ assume, toolCalls, toolCost, cost, toolMilliseconds, milliseconds }) {
    const { batchWindow, callsPerSecond, requestMilliseconds, agents } = assume;
    if (toolCalls === 0) return { silent: 'There are no tool calls to collect.' };
    if (assume.bulkEndpoint === 0) {
      return {
        silent:
          'No tool is known to take many items in one request: collected calls would be sent one by one, only later.',
      };
    }
    if (assume.sameShape === 0) {
      return {
        silent:
          'The calls differ in shape, and one request takes one shape: batch each shape apart, and say so with sameShape=1.',
      };
    }
    const company = (callsPerSecond * batchWindow) / 1000;
    if (agents <= 1 || company < 1) {
      return {
        silent: `${agents} agents make ${callsPerSecond} calls a second: in ${batchWindow} ms ${company.toFixed(2)} others come, so a batch waits for nobody.`,
      };
    }
    if (requestMilliseconds <= batchWindow) {
      return {
        silent: `A request costs ${requestMilliseconds} ms besides its items, no more than the ${batchWindow} ms that a batch waits.`,
      };
    }
    const moneyShare = cost === 0n ? 0 : Number((toolCost * 1000n) / cost) / 1000;
    const timeShare = milliseconds === 0 ? 0 : toolMilliseconds / milliseconds;
    if (moneyShare < smallShare && timeShare < smallShare) {
      return {
        silent: `Tools are ${formatRate(moneyShare)} of the bill and ${formatRate(timeShare)} of the time: the prompt is what to work on.`,
      };
    }
    const size = 1 + company;
    return {
      saves: { money: dollars(assume.toolCost * toolCalls * (1 - 1 / size)), milliseconds: -batchWindow * toolCalls },
      how: `Collect calls for ${batchWindow} ms or up to 64 of them with a dataloader, and give each caller its own answer.`,
      risk: 'Every call waits for its window; one bad id must not fail its batch, and a cancelled caller must leave the others alone.',
      assumes: [`${callsPerSecond} calls a second from ${agents} agents`, `${size.toFixed(1)} calls in a batch`],
      delay: batchWindow * toolCalls,
      figures: { batchSize: size },
    };
  },
};
