// Reports keys of result caches that hold something that no later call has.
import { defineRule } from './rule.ts';
import { cachedWhat } from './shared/cachedWhat.ts';

export const volatileCacheKey = defineRule({
  id: 'volatile-cache-key',
  since: '0.1.0',
  severity: 'warning',
  recommended: true,
  fix: 'none',
  takes: 'facts',
  summary: 'a time, a random value or the id of one request is in the key of a result cache',
  docs: {
    what: 'Reports results of tools and answers of models that are cached under a key with a clock, a random value, or the id of one request or tool call in it. Times that are divided, rounded or cut to a day are left alone.',
    why: 'No later call has the same key: nothing is ever read, and each entry takes its place in memory all the same.',
    fix: 'Leave it out of the key. What limits the age of an entry is its time to live.',
    whenNotToUse: 'When the entry is meant to be found within one request only.',
  },
  messages: {
    volatile:
      '`{label}` is part of the key that {what} is cached under, so no later call finds the entry: each is computed and paid for again. Leave it out of the key, and limit the age of entries by a time to live.',
  },
  *check({ facts }) {
    for (const cache of facts.resultCaches) {
      for (const { name, place } of cache.key?.volatile ?? []) {
        yield {
          messageId: 'volatile',
          place,
          data: { label: name, what: cachedWhat(cache) },
          related: [{ place: cache.write, message: 'kept under the key here' }],
        };
      }
    }
  },
});
