// Lever: make the call that puts the results of many workers together smaller, sooner or cheaper.
import { smallerModelOf } from '../../catalog/index.ts';
import { fullUsage } from '../../estimate/index.ts';
import { inputTokens } from '../../model/index.ts';
import { latencyOf } from '../../simulator/index.ts';
import type { Lever } from './lever.ts';

export const fanInSynthesisLever: Lever = {
  id: 'fan-in-synthesis',
  name: 'lighter synthesis',
  weigh({ profile, assume, priceOf, modelCost, run }) {
    const { fanInWorkers: workers, summaryTokens } = assume;
    const last = profile.ticks.at(-1);
    if (workers < 2 || last === undefined)
      return { silent: 'No call is known to put the results of several workers together.' };
    const results = Math.max(0, inputTokens(last) - profile.stable);
    const perWorker = Math.floor(results / workers);
    if (perWorker <= summaryTokens) {
      return {
        silent: `A worker hands on ${perWorker} tokens, no more than a summary of ${summaryTokens} would have.`,
      };
    }
    const small = smallerModelOf(profile.model) ?? profile.model;
    const shorter = fullUsage({
      ...last,
      read: 0,
      write5m: 0,
      write1h: 0,
      fresh: inputTokens(last) - workers * (perWorker - summaryTokens),
    });
    const plain = fullUsage({ fresh: inputTokens(last), output: last.output });
    const summary = run([{ input: perWorker, output: summaryTokens }], { caching: 'none', model: small });
    const price = priceOf(plain);
    return {
      saves: {
        money: price - priceOf(shorter) - summary.money * BigInt(workers),
        // The workers summarise at the same time.
        milliseconds: latencyOf(plain).totalMilliseconds - latencyOf(shorter).totalMilliseconds - summary.milliseconds,
      },
      how: `Let each worker hand on ${summaryTokens} tokens, summarised by ${small.id}; stream the last call, and give it to ${small.id} too where it only assembles.`,
      risk: 'A summary leaves out what the last call may have needed.',
      assumes: [`${workers} workers of ${perWorker} tokens each`, `summaries of ${summaryTokens} tokens`],
      figures: {
        inputShare: Number(((price - priceOf(fullUsage({ output: last.output }))) * 1000n) / (price || 1n)) / 1000,
        shareOfTask: Number((price * 1000n) / (modelCost || 1n)) / 1000,
        smallModelSaves: Number(price - priceOf(plain, { model: small })) / 1e12,
        streamedMilliseconds: latencyOf(plain).totalMilliseconds - latencyOf(plain).firstTokenMilliseconds,
      },
    };
  },
};
