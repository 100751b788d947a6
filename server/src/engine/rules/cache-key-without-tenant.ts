// Reports results that depend on a user or tenant and are cached for everybody.
import { defineRule } from './rule.ts';
import { cachedWhat } from './shared/cachedWhat.ts';
import { namesTenant } from './shared/namesTenant.ts';

export const cacheKeyWithoutTenant = defineRule({
  id: 'cache-key-without-tenant',
  since: '0.1.0',
  severity: 'warning',
  recommended: true,
  fix: 'none',
  takes: 'facts',
  summary: 'a result that depends on the user is cached under a key without the user',
  docs: {
    what: 'Reports results of tools and answers of models that are computed from the id or the credentials of a user, tenant or session, and are cached for the whole process, or outside of it, under a key that does not say whose they are.',
    why: 'The second user reads what was computed for the first: a wrong answer at best, and somebody else’s data at worst.',
    fix: 'Put the user or tenant into the key, or keep a cache for each of them.',
    whenNotToUse: 'When the result is the same for everybody and the id is only used to get at it.',
  },
  messages: {
    shared:
      '{what} depends on `{label}`, and the key that it is cached under does not say so: the next user is given what was computed for another. Put `{label}` into the key.',
  },
  *check({ facts }) {
    for (const cache of facts.resultCaches) {
      if (cache.store.scope === 'instance' || cache.key === undefined) continue;
      const missing = cache.missing.find(({ name }) => namesTenant(name));
      if (missing === undefined) continue;
      const what = cachedWhat(cache);
      yield {
        messageId: 'shared',
        place: cache.key.place,
        data: { label: missing.name, what: what.charAt(0).toUpperCase() + what.slice(1) },
        related: [
          { place: missing.place, message: `\`${missing.name}\` is used here` },
          { place: cache.write, message: 'kept under the key here' },
        ],
      };
    }
  },
});
