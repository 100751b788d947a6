// Lever: pings that read the prefix often enough for its entry to outlive a pause.
import { cacheFactsOf } from '../../catalog/index.ts';
import { formatMoney, fullUsage } from '../../estimate/index.ts';
import { latencyOf } from '../../simulator/index.ts';
import type { Lever } from './lever.ts';

/** A minute less than the entry lives: a ping may be late. */
const marginSeconds = 60;

export const keepAliveLever: Lever = {
  id: 'keep-alive',
  name: 'keep-alive pings',
  weigh({ profile, priceOf }) {
    const { model, gapSeconds, stable, ticks } = profile;
    const facts = cacheFactsOf(model);
    const ttl = facts.ttls[0]?.seconds;
    if (ttl === undefined || !facts.needsMark) {
      return { silent: `${model.id} promises no lifetime that a ping could prolong.` };
    }
    if (gapSeconds < ttl)
      return { silent: `The pauses of ${gapSeconds} s end before the entry does: nothing to keep alive.` };
    if (ticks.length < 2) return { silent: 'One call in a task: there is no pause inside it.' };
    if (stable < (model.minimumPrefixTokens ?? 0)) {
      return { silent: `Only ${stable} tokens stay the same, too few to be cached: there is nothing to keep alive.` };
    }
    const every = ttl - marginSeconds;
    const pings = Math.ceil(gapSeconds / every) - 1;
    const read = priceOf(fullUsage({ read: stable }));
    const write = priceOf(fullUsage({ write5m: stable }));
    const perPause = write - read - read * BigInt(pings);
    const wait =
      latencyOf(fullUsage({ write5m: stable })).totalMilliseconds -
      latencyOf(fullUsage({ read: stable })).totalMilliseconds;
    if (perPause <= 0n) {
      return {
        silent: `${pings} pings in a pause of ${gapSeconds} s cost ${formatMoney(read * BigInt(pings))}, writing the prefix again ${formatMoney(write - read)} more than reading it: let it go.`,
      };
    }
    const pauses = ticks.length - 1;
    return {
      saves: { money: perPause * BigInt(pauses), milliseconds: wait * pauses },
      how: `Send the prefix with \`max_tokens: 0\` every ${every} s while a user may come back.`,
      risk: 'Pings for a user who does not come back are paid for nothing, and they count against the rate limit.',
      assumes: ['each pause ends with a request', `every pause is ${gapSeconds} s`],
      figures: { pings, everySeconds: every },
    };
  },
};
