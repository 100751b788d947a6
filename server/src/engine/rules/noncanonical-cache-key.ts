// Reports keys of result caches that depend on the order in which a model or a client writes its arguments.
import { canonicalJsonFix } from './edits/index.ts';
import { defineRule } from './rule.ts';
import { cachedWhat } from './shared/cachedWhat.ts';

export const noncanonicalCacheKey = defineRule({
  id: 'noncanonical-cache-key',
  since: '0.1.0',
  severity: 'warning',
  recommended: true,
  fix: 'unsafe',
  takes: 'facts',
  summary: 'a result is cached under JSON whose key order the caller decides',
  docs: {
    what: 'Reports results of tools and answers of models that are cached under `JSON.stringify(args)`, `json.dumps(args)` or `str(args)` of arguments that a model or a client has written.',
    why: 'A model writes `{"city": …, "unit": …}` once and `{"unit": …, "city": …}` the next time. Both ask for the same, and the cache holds neither for the other: the tool runs, and is paid for, once more.',
    fix: 'Sort the keys before they become text: `json.dumps(args, sort_keys=True)`, a stringify that sorts, or a key put together from each argument by name. Stored keys change with it.',
    whenNotToUse: 'When whoever calls writes the arguments in one order always.',
  },
  messages: {
    unsorted:
      'The key that {what} is cached under depends on the order of the keys in `{of}`. The same question in another order is a miss, and is computed and paid for again. Sort the keys before they become text.',
  },
  *check(context) {
    for (const cache of context.facts.resultCaches) {
      for (const { place, of } of cache.key?.unsorted ?? []) {
        yield {
          messageId: 'unsorted',
          place,
          data: { of, what: cachedWhat(cache) },
          related: [{ place: cache.write, message: 'kept under the key here' }],
          fixes: () => canonicalJsonFix(context, place),
        };
      }
    }
  },
});
