// Reports caches of results that keep every entry for as long as the process runs.
import { defineRule } from './rule.ts';
import { cachedWhat } from './shared/cachedWhat.ts';

export const unboundedResultCache = defineRule({
  id: 'unbounded-result-cache',
  since: '0.1.0',
  severity: 'information',
  recommended: true,
  fix: 'none',
  takes: 'facts',
  summary: 'a result cache with neither a size cap nor an expiry',
  docs: {
    what: 'Reports maps and memoizing decorators that keep results of tools or answers of models for as long as the process runs, when nothing removes entries or looks at how many there are.',
    why: 'Each new question stays in memory: a server grows until it is killed. And whatever was true once is given back for ever.',
    fix: 'Use a cache with a size and a time to live: `new LRUCache({ max: 1000, ttl: 300_000 })`, `TTLCache(maxsize=1000, ttl=300)`.',
    whenNotToUse: 'When the process is short-lived, or the questions are few and known.',
  },
  messages: {
    unbounded:
      'Each new question adds {what} to `{store}`, where it stays until the process ends: memory grows, and old answers are given back for ever. Give it a size and a time to live.',
  },
  *check({ facts }) {
    for (const cache of facts.resultCaches) {
      const { store, expiry, write } = cache;
      if (store.scope !== 'process' || !store.uncapped || expiry !== 'never') continue;
      yield {
        messageId: 'unbounded',
        place: store.place,
        data: { store: store.label, what: cachedWhat(cache) },
        related: [{ place: write, message: 'kept here' }],
      };
    }
  },
});
