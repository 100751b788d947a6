// Reports cached results of tools whose answers are out of date sooner than the cache forgets them.
import { defineRule } from './rule.ts';
import { formatSeconds } from './shared/formatSeconds.ts';
import { timeSensitivityOf } from './shared/timeSensitivityOf.ts';

export const timeSensitiveResultCached = defineRule({
  id: 'time-sensitive-result-cached',
  since: '0.1.0',
  severity: 'warning',
  recommended: true,
  fix: 'none',
  takes: 'facts',
  summary: 'a balance, a clock or a status is given back from a cache',
  docs: {
    what: 'Reports cached results of tools whose names say that their answers change while somebody waits: the time, a balance, a price, a status. Weather is reported when it is kept for longer than an hour.',
    why: 'The agent is told what was true when somebody else asked, and acts on it. No error shows that it was wrong.',
    fix: 'Leave such tools out of the cache, or give each tool a time to live that fits: none for the time and for balances, a few seconds for prices and states, five minutes for weather, an hour for orders, a day for profiles.',
    whenNotToUse: 'When the name misleads and the answer does not change.',
  },
  messages: {
    stale:
      '`{tool}` gives {category}, and its result is kept {kept}: later calls are told what was true then. {advice}',
  },
  *check({ facts }) {
    for (const { of, names, expiry, ttlSeconds, write } of facts.resultCaches) {
      if (of !== 'tool') continue;
      const tool = names.find((name) => timeSensitivityOf(name) !== undefined);
      const fresh = tool === undefined ? undefined : timeSensitivityOf(tool);
      if (tool === undefined || fresh === undefined || expiry === 'unknown') continue;
      if (expiry === 'set' && (ttlSeconds === undefined || ttlSeconds <= fresh.reportedAbove)) continue;
      yield {
        messageId: 'stale',
        place: write,
        data: {
          tool,
          category: fresh.category,
          kept: ttlSeconds === undefined ? 'until the process ends' : `for ${formatSeconds(ttlSeconds)}`,
          advice: fresh.expected === 0 ? 'Do not cache it.' : `Keep it for ${formatSeconds(fresh.expected)} at most.`,
        },
      };
    }
  },
});
