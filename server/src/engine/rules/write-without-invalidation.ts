// Reports tools that change what another tool's cached result shows.
import { defineRule } from './rule.ts';

export const writeWithoutInvalidation = defineRule({
  id: 'write-without-invalidation',
  since: '0.1.0',
  severity: 'hint',
  recommended: true,
  fix: 'none',
  takes: 'facts',
  summary: 'a tool changes what another tool’s cached result shows',
  docs: {
    what: 'Reports a tool that changes a thing by its name (`update_profile`) when the result of the tool that reads the same thing (`get_profile`) is cached in the same module and the change touches no entry of that cache.',
    why: 'The agent changes something, reads it again and sees the old state. It changes it once more, or tells the user that it failed.',
    fix: 'Remove the entry, or write the new one, in the tool that makes the change.',
    whenNotToUse: 'When entries expire before anybody reads them again.',
  },
  messages: {
    stale:
      '`{writer}` changes what `{reader}` shows, and the cached result of `{reader}` is given back afterwards all the same. Remove the entry from `{store}` here.',
  },
  *check({ facts }) {
    for (const { names, store, ttlSeconds, write, outdatedBy } of facts.resultCaches) {
      if (ttlSeconds === 0) continue;
      for (const { tool, place } of outdatedBy) {
        yield {
          messageId: 'stale',
          place,
          data: { writer: tool, reader: names[0] ?? '', store: store.label },
          related: [{ place: write, message: 'kept here' }],
        };
      }
    }
  },
});
