// Reports model calls that are all started at once over a collection of any size.
import { type FanOut, type Source, slicing } from '../model/index.ts';
import { type CheckedCall, defineRule, type FactsContext } from './rule.ts';
import { sourceSteps } from './shared/sourceSteps.ts';

export const unboundedFanOut = defineRule({
  id: 'unbounded-fan-out',
  since: '0.1.0',
  severity: 'warning',
  recommended: true,
  fix: 'none',
  takes: 'facts',
  summary: 'as many requests at once as the model, or the data, says',
  docs: {
    what: 'Reports model calls that are started together over a collection whose size is not known (`Promise.all` over a map, `asyncio.gather`, tasks made in a loop), when nothing caps how many run at once. It is a warning where the model decides the size, and a hint where the data does.',
    why: 'Providers limit requests and tokens per minute. Past the limit they answer with errors; the retries arrive together and meet the limit again. One plan of a hundred steps is enough.',
    fix: 'Let eight or so run at a time: `p-limit`, a semaphore, a pool with a number of workers, or slices of the list.',
    whenNotToUse: 'When the size is limited elsewhere, for instance by the schema that the model has to keep to.',
  },
  messages: {
    model:
      'The model decides how many requests start here at once, and nothing caps them. A long plan meets the rate limit, and so do its retries. Let a fixed number run at a time.',
    data: 'A request starts for every item at once, however many there are, and nothing caps them. A long list meets the rate limit, and so do its retries. Let a fixed number run at a time.',
  },
  *check(context) {
    for (const checked of context.calls) {
      const { call } = checked.analyzed;
      const fanOut = call.fanOuts.map((id) => context.facts.fanOuts[id]).find(isOpen);
      const source = fanOut?.decidedBy;
      if (fanOut === undefined || source === undefined || isSliced(source) || isCapped(checked, context)) continue;
      const byModel = source.kind === 'model-output';
      yield {
        call: call.id,
        messageId: byModel ? 'model' : 'data',
        place: fanOut.place,
        severity: byModel ? 'warning' : 'hint',
        related: sourceSteps(source),
      };
    }
  },
});

function isOpen(fanOut: FanOut | undefined): fanOut is FanOut {
  return fanOut !== undefined && fanOut.decidedBy !== undefined && fanOut.width === undefined && fanOut.form !== 'race';
}

function isCapped({ analyzed: { call } }: CheckedCall, { facts }: FactsContext): boolean {
  return call.fanOuts.some((id) => facts.fanOuts[id]?.cap !== undefined);
}

/** Cut to a length: the slices run one after the other, or the rest is left out. */
function isSliced({ steps }: Source): boolean {
  return steps.some(({ label }) => label === slicing);
}
