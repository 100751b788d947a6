// Reports keys of result caches that leave out an argument that the result is made from.
import { defineRule } from './rule.ts';
import { cachedWhat } from './shared/cachedWhat.ts';
import { namesTenant } from './shared/namesTenant.ts';

export const incompleteCacheKey = defineRule({
  id: 'incomplete-cache-key',
  since: '0.1.0',
  severity: 'warning',
  recommended: true,
  fix: 'none',
  takes: 'facts',
  summary: 'an argument that changes the result is not in the key it is cached under',
  docs: {
    what: 'Reports results of tools and answers of models that are cached under a key without one of the arguments that they are computed from, the name of the tool included where one cache serves all tools. What only says how to get at the result (clients, loggers, timeouts, signals) is left alone.',
    why: 'A call with another value of the argument is given the result of the first one. The agent goes on with a wrong answer, and nothing says so.',
    fix: 'Make the key from all arguments that the result depends on.',
    whenNotToUse: 'When the argument does not change the result.',
  },
  messages: {
    missing:
      '`{label}` changes {what} and is not in the key that it is cached under: a call with another value is given the result of the first one. Make the key from it too.',
  },
  *check({ facts }) {
    for (const cache of facts.resultCaches) {
      if (cache.key === undefined) continue;
      const missing = cache.missing.find(({ name }) => !namesTenant(name) && !isAside.test(name));
      if (missing === undefined) continue;
      yield {
        messageId: 'missing',
        place: cache.key.place,
        data: { label: missing.name, what: cachedWhat(cache) },
        related: [
          { place: missing.place, message: `\`${missing.name}\` is used here` },
          { place: cache.write, message: 'kept under the key here' },
        ],
      };
    }
  },
});

/** Says how to get at a result, or who is told of it, and not what it is. */
const isAside =
  /(?:^|[._])(?:self|this|cls|ctx|context|run_?context|logger|log|client|http|session|db|pool|conn(?:ection)?|redis|cache\w*|signal|abort\w*|timeout\w*|ttl\w*|max_?age|retr(?:y|ies)\w*|max_?retries|verbose|debug|force\w*|refresh\w*|bypass\w*|no_?cache|use_?cache|skip_?cache|config|settings|options|opts|deps|env|headers|callbacks?|on_?\w+|on[A-Z]\w*|progress|stream\w*|writer|console|extra|_\w*|tool_?(?:call|use)_?id|tool_?call|dataStream|fetcher|loop|executor|semaphore|lock|limiter|api_?key|start\w*|req|request|res|response|event)$/i;
