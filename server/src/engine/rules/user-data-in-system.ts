// Reports data of one user, tenant or session in the system prompt: the cache then holds one entry for each of them.
import { moveHoleFixes } from './edits/index.ts';
import { type CallContext, defineRule } from './rule.ts';
import { alsoHere, groupNearby } from './shared/groupNearby.ts';
import { holesOf, type PlacedHole } from './shared/hole.ts';
import { holeLabel } from './shared/holeLabel.ts';
import { isSurelyTooSmall } from './shared/isSurelyTooSmall.ts';
import { isSystemSegment } from './shared/isSystemSegment.ts';
import { lostReads, lostReadsSentence } from './shared/lostReads.ts';
import { prefixPosition } from './shared/prefixPosition.ts';
import { lowered } from './shared/severity.ts';
import { sourceSteps } from './shared/sourceSteps.ts';
import { isUserData } from './shared/userData.ts';
import { variesPhrase } from './shared/words.ts';

export const userDataInSystem = defineRule({
  id: 'user-data-in-system',
  since: '0.1.0',
  severity: 'warning',
  recommended: true,
  fix: 'unsafe',
  takes: 'call',
  summary: 'data of a user, tenant or session in the system prompt: one cache entry for each of them',
  docs: {
    what: 'Reports values that differ from user to user, tenant to tenant or session to session (names, ids, profiles, places) when they are written into the system prompt or a tool definition.',
    why: 'The system prompt is the part that all users could share. With a name in it every user has a prefix of their own: the first request of each one pays for the whole prompt again, and the cache holds as many copies as there are users.',
    fix: 'Keep the system prompt the same for everybody. Put the data behind the breakpoint in a block of its own, or into the first user turn of the conversation.',
    whenNotToUse:
      'When each user sends so many requests in a row that the first write does not matter, or when there is one user only.',
  },
  messages: {
    shared:
      '`{label}`{origin} {differs} and stands in the system prompt, so {who} has a cache entry of its own and none is shared.{cost} {advice}',
  },
  *check(context) {
    for (const group of groupNearby(reportable(context))) {
      const speaker = group.find(({ hole }) => hole.volatility.sureness === 'sure') ?? group[0];
      if (speaker === undefined) continue;
      const { segment, hole } = speaker;
      const isLikely = hole.volatility.sureness === 'likely';
      const who = variesPhrase(hole.volatility.varies);
      const effect = lostReads(context, segment.index, hole.volatility);
      const others = group.filter((one) => one !== speaker);
      yield {
        messageId: 'shared',
        place: hole.place,
        severity: isLikely || isSurelyTooSmall(context) ? lowered('warning') : 'warning',
        data: {
          ...holeLabel(context, hole),
          differs: `${isLikely ? 'looks like it differs' : 'differs'} for ${who}`,
          who,
          cost: lostReadsSentence(context, effect),
          advice: 'Move it behind the breakpoint into a block of its own, or into the first user turn.',
        },
        related: [...alsoHere(context, others, 'differs too'), ...sourceSteps(hole.source)],
        effect,
        fixes: () => moveHoleFixes(context, segment, hole),
      };
    }
  },
});

function reportable(context: CallContext): readonly PlacedHole[] {
  return [...holesOf(context.analyzed.layout)].filter((placed) => {
    const { segment, hole } = placed;
    if (hole.volatility.sureness === 'unknown' || !isUserData(hole)) return false;
    if (!isSystemSegment(segment) && segment.level !== 'tools') return false;
    return prefixPosition(context, placed) !== 'tail';
  });
}
