// Lever: mark the prompt so that each tick reads what the one before sent.
import { cacheFactsOf } from '../../catalog/index.ts';
import { formatRate, goodHitRate } from '../../estimate/index.ts';
import { addUsage, hitRate } from '../../model/index.ts';
import type { Lever } from './lever.ts';
import { callsAsTheyAre } from './situation.ts';

const idleReason = (seconds: number, ttl: number): string =>
  `The pauses of ${seconds} s are longer than an entry lives (${ttl} s): each tick would write it again. See the one-hour lifetime and pings.`;

export const promptCacheLever: Lever = {
  id: 'prompt-cache',
  name: 'prompt cache',
  weigh({ profile, against }) {
    const { model, stable, ticks, appends, gapSeconds } = profile;
    const facts = cacheFactsOf(model);
    if (facts.id === 'none' || model.rates?.read === undefined) return { silent: `${model.id} has no prompt cache.` };
    const rate = hitRate(addUsage(ticks)) ?? 0;
    const latest = hitRate(ticks.at(-1) ?? addUsage([])) ?? 0;
    if (latest >= goodHitRate) {
      return { silent: `The latest tick reads ${formatRate(latest)} of its prompt from the cache already.` };
    }
    if (ticks.length < 2) return { silent: 'One call in a task: nothing that it writes is read again within it.' };
    const minimum = model.minimumPrefixTokens ?? 0;
    if (stable < minimum && !appends) {
      return {
        silent: `Only ${stable} tokens at the front stay the same, and ${model.id} caches prefixes from ${minimum} on. Move what changes behind what does not first.`,
      };
    }
    const ttl = facts.ttls[0]?.seconds;
    if (ttl !== undefined && gapSeconds >= ttl) return { silent: idleReason(gapSeconds, ttl) };
    const saves = against(callsAsTheyAre(profile), { caching: appends ? 'rolling' : 'prefix' });
    return {
      saves,
      how: facts.needsMark
        ? appends
          ? 'Put a cache mark on the last block of each request, or ask for automatic caching: it moves with the conversation.'
          : 'Put a cache mark behind the last block that stays the same.'
        : 'Keep the front of the prompt the same from tick to tick, byte for byte: the provider reads it by itself.',
      risk: 'What is written costs more than what is sent plainly; a byte that changes in front of the mark makes every tick pay that.',
      assumes: [`the ${stable} tokens at the front stay the same`],
      figures: { hitRate: rate },
    };
  },
};
