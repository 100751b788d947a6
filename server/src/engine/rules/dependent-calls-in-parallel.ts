// Reports calls that are started together though one needs the result of another.
import { defineRule } from './rule.ts';

export const dependentCallsInParallel = defineRule({
  id: 'dependent-calls-in-parallel',
  since: '0.1.0',
  severity: 'warning',
  recommended: true,
  fix: 'none',
  takes: 'facts',
  summary: 'a call that needs the result of another starts together with it',
  docs: {
    what: 'Reports branches of `Promise.all`, `Promise.allSettled`, `asyncio.gather` and `TaskGroup` that run a tool or ask a model and need what another branch brings: they take its promise or task for its result, they read a variable that the other sets when it has waited, or they look into a record of results before any call has put one there.',
    why: 'Calls that start together start before any of them has answered. The one that needs the other works on `undefined`, on a promise, or fails on a missing key; the model gets a wrong result, and asks again with a whole tick.',
    fix: 'Await the call that the other needs, and start together only what is independent. Three calls of 300, 700 and 500 ms, one of which needs the first, take 1,000 ms in two steps: less than the 1,500 ms of one by one, and right.',
    whenNotToUse: 'When the value may be missing and the call does without it.',
  },
  messages: {
    pending:
      '`{label}` starts together with `{needs}` and takes `{name}` for its result, but `{name}` is still pending: nothing of the result is there. Await `{name}` first, and start together only calls that do not need each other.',
    unset:
      '`{label}` reads `{name}` as it starts, and `{needs}`, which starts together with it, sets it only when it has its result: it is never there. Await that call first, and start together only calls that do not need each other.',
    store:
      'Each call reads the results of others from `{name}` as it starts, and all of them start together: no result is there yet. Run the calls that others need first, then those that need them.',
  },
  *check({ facts }) {
    for (const { place, how, label, needs, name, other } of facts.dependentCalls) {
      const message = how === 'store' ? 'all start here together' : 'starts together with it';
      yield { messageId: how, place, data: { label, needs, name }, related: [{ place: other, message }] };
    }
  },
});
