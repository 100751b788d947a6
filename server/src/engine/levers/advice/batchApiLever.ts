// Lever: hand the calls to the provider's batch interface, for half of the price and within a day.
import { formatMoney, fullUsage } from '../../estimate/index.ts';
import { inputTokens } from '../../model/index.ts';
import type { Lever } from './lever.ts';

const day = 24 * 3600 * 1000;

export const batchApiLever: Lever = {
  id: 'batch-api',
  name: 'batch API',
  weigh({ profile, assume, priceOf, modelCost }) {
    const { model, service, ticks, isLoop } = profile;
    if (service === 'batch') return { silent: 'The calls are batched already.' };
    if (model.batch === undefined) return { silent: `No batch price of ${model.id} is known.` };
    if (assume.offline === 0) return { silent: 'Somebody waits for the answer, and a batch may take 24 hours.' };
    // Entries of ordinary requests are not read by batches: nothing is counted on the cache.
    const money = ticks.reduce(
      (sum, usage) =>
        sum + priceOf(fullUsage({ fresh: inputTokens(usage), output: usage.output }), { service: 'batch' }),
      0n,
    );
    if (money >= modelCost) {
      return {
        silent: `Cached, a task costs ${formatMoney(modelCost)}; batched, without counting on the cache, ${formatMoney(money)}.`,
      };
    }
    return {
      saves: { money: modelCost - money, milliseconds: 0 },
      how: 'Send the calls of many tasks as one batch, and gather the results when it ends.',
      risk:
        isLoop && ticks.length > 1
          ? `Each tick of the loop is a batch of its own: ${ticks.length} of them can take as many days.`
          : 'The results come within 24 hours, in no order; some may have expired.',
      assumes: ['nobody waits for the answer', 'nothing is read from the cache'],
      delay: day * (isLoop ? ticks.length : 1),
    };
  },
};
