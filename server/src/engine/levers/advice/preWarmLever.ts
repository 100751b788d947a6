// Lever: a request ahead of the first one, so that it finds its prefix written.
import { cacheFactsOf } from '../../catalog/index.ts';
import { fullUsage } from '../../estimate/index.ts';
import { writtenTokens } from '../../model/index.ts';
import { latencyOf } from '../../simulator/index.ts';
import type { Lever } from './lever.ts';

export const preWarmLever: Lever = {
  id: 'pre-warm',
  name: 'pre-warm',
  weigh({ profile, priceOf, assume }) {
    const { model, ticks, stable } = profile;
    const facts = cacheFactsOf(model);
    const ttl = facts.ttls[0]?.seconds;
    if (!facts.needsMark || ttl === undefined)
      return { silent: `${model.id} takes no request that only writes the cache.` };
    const first = ticks[0];
    if (first === undefined || writtenTokens(first) === 0) {
      return { silent: 'The first tick writes nothing to the cache that an earlier request could write for it.' };
    }
    if (assume.offline > 0) return { silent: 'Nobody waits for the first answer.' };
    const warm = Math.min(stable, writtenTokens(first));
    const milliseconds =
      latencyOf(fullUsage({ write5m: warm })).firstTokenMilliseconds -
      latencyOf(fullUsage({ read: warm })).firstTokenMilliseconds;
    return {
      saves: { money: -priceOf(fullUsage({ read: warm })), milliseconds },
      how: `Send the shared front with \`max_tokens: 0\` less than ${ttl} s before the first request, with an explicit mark on its last block.`,
      risk: `Sent ${ttl} s ahead or more, it has expired when it is needed; without a request behind it, its write is lost.`,
      assumes: ['the first request of every task can be foreseen'],
    };
  },
};
