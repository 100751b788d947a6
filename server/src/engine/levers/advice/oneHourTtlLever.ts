// Lever: the one-hour lifetime, for pauses that five minutes do not survive.
import { cacheFactsOf } from '../../catalog/index.ts';
import type { Lever } from './lever.ts';
import { callsAsTheyAre } from './situation.ts';

export const oneHourTtlLever: Lever = {
  id: 'one-hour-ttl',
  name: 'one-hour lifetime',
  weigh({ profile, against }) {
    const { model, gapSeconds, ticks, appends } = profile;
    const { ttls } = cacheFactsOf(model);
    const [short, long] = [ttls[0], ttls.find(({ name }) => name === '1h')];
    if (short === undefined || long === undefined || model.rates?.write1h === undefined) {
      return { silent: `${model.id} has no lifetime of an hour to choose.` };
    }
    if (ticks.length < 2) return { silent: 'One call in a task: there is no pause inside it to survive.' };
    if (ticks.every(({ write1h, read }) => write1h > 0 || read > 0)) {
      return { silent: 'The entries live for an hour, or are read in time, already.' };
    }
    if (gapSeconds < short.seconds) {
      return {
        silent: `The pauses of ${gapSeconds} s are shorter than the ${short.seconds} s that an entry lives anyway.`,
      };
    }
    if (gapSeconds >= long.seconds) {
      return {
        silent: `The pauses of ${gapSeconds} s are longer than an hour too: every tick would write at twice the price.`,
      };
    }
    return {
      saves: against(callsAsTheyAre(profile), { caching: appends ? 'rolling' : 'prefix', ttl: '1h' }),
      how: "Set the mark's lifetime to an hour.",
      risk: 'Writing costs twice the plain input instead of 1.25 times: it pays from the third request with the prefix on.',
      assumes: [`every pause is ${gapSeconds} s`],
    };
  },
};
