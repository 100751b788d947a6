// Reports caches outside of the program whose errors end the tool that they should only make faster.
import { defineRule } from './rule.ts';
import { cachedWhat } from './shared/cachedWhat.ts';

export const resultCacheNotFailOpen = defineRule({
  id: 'result-cache-not-fail-open',
  since: '0.1.0',
  severity: 'hint',
  recommended: true,
  fix: 'none',
  takes: 'facts',
  summary: 'an error of the cache becomes an error of the tool',
  docs: {
    what: 'Reports caches in Redis and the like, around tools and model calls, that are read outside of any `try` of the function.',
    why: 'A cache that is down, or slow, fails calls that would have worked without it.',
    fix: 'Catch the error of the cache, log it, and compute the result.',
    whenNotToUse: 'When the client swallows its errors, or whoever calls catches them and computes the result.',
  },
  messages: {
    closed:
      'When `{store}` cannot be reached, {what} fails with it, though it could be computed. Catch errors of the cache and go on without it.',
  },
  *check({ facts }) {
    for (const cache of facts.resultCaches) {
      if (cache.failing === undefined) continue;
      yield {
        messageId: 'closed',
        place: cache.failing,
        data: { store: cache.store.label, what: cachedWhat(cache) },
      };
    }
  },
});
