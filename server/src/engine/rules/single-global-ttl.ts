// Reports one time to live for tools whose answers age at different speeds.
import { defineRule } from './rule.ts';
import { formatSeconds } from './shared/formatSeconds.ts';
import { timeSensitivityOf } from './shared/timeSensitivityOf.ts';

export const singleGlobalTtl = defineRule({
  id: 'single-global-ttl',
  since: '0.1.0',
  severity: 'information',
  recommended: true,
  fix: 'none',
  takes: 'facts',
  summary: 'one time to live for tools whose answers age at different speeds',
  docs: {
    what: 'Reports a cache for all tools of an agent with one time to live, when the names of the tools say that the answers of one are out of date long before those of another.',
    why: 'A long time to live gives back a clock that stands still; a short one throws away profiles and orders that were still right, and they are paid for again.',
    fix: 'Keep a time to live for each tool in a table beside the tools; 0 leaves one out.',
    whenNotToUse: 'When the tools that age fast are kept out of the cache elsewhere.',
  },
  messages: {
    single:
      'Every tool’s result is kept for {ttl}, but `{tool}` gives {category}. A time long enough for the others gives back stale answers here, one short enough for it loses theirs. Give each tool a time to live of its own.',
  },
  *check({ facts }) {
    for (const { of, names, expiry, ttlSeconds, write, missing } of facts.resultCaches) {
      if (of !== 'tools' || expiry !== 'set' || ttlSeconds === undefined || names.length < 2) continue;
      if (missing.some(({ name }) => /name/i.test(name))) continue;
      const tool = names.find(
        (name) => ttlSeconds > (timeSensitivityOf(name)?.reportedAbove ?? Number.POSITIVE_INFINITY),
      );
      const others = names.filter((name) => timeSensitivityOf(name) === undefined);
      const fresh = tool === undefined ? undefined : timeSensitivityOf(tool);
      if (tool === undefined || fresh === undefined || others.length === 0) continue;
      yield {
        messageId: 'single',
        place: write,
        data: { ttl: formatSeconds(ttlSeconds), tool, category: fresh.category },
      };
    }
  },
});
