// Reports a list or set without a fixed order that is written into the prefix.
import type { Fix, HolePiece } from '../model/index.ts';
import { sortWrittenFix } from './edits/index.ts';
import { type CallContext, defineRule, type FindingSeverity } from './rule.ts';
import { holesOf } from './shared/hole.ts';
import { isSurelyTooSmall } from './shared/isSurelyTooSmall.ts';
import { lostReads, lostReadsSentence } from './shared/lostReads.ts';
import { prefixPosition } from './shared/prefixPosition.ts';
import { sourceSteps } from './shared/sourceSteps.ts';
import { shortLabel } from './shared/words.ts';

export const unstableSerialization = defineRule({
  id: 'unstable-serialization',
  since: '0.1.0',
  severity: 'warning',
  recommended: true,
  fix: 'safe',
  takes: 'call',
  summary: 'something without a fixed order is written into the prompt',
  docs: {
    what: 'Reports sets and directory listings that are written, joined or serialised into the part of the prompt that requests could share. A Python set of strings has another order in every process; a directory is listed in whatever order the file system keeps.',
    why: 'The same names in another order are another prefix: from there on nothing is read from the cache, although nothing has changed.',
    fix: 'Sort before the text is made: `sorted(names)`, `names.sort()`, `json.dumps(value, sort_keys=True)`.',
    whenNotToUse: 'When one process sends all requests and lives as long as the conversation.',
  },
  messages: {
    unordered:
      '`{label}` is written into the prompt without a fixed order ({why}), and another order is another prefix.{cost} Sort it before it becomes text.',
  },
  *check(context) {
    if (isSurelyTooSmall(context)) return;
    for (const placed of holesOf(context.analyzed.layout)) {
      const { hole, segment } = placed;
      if (hole.unordered === undefined || segment.kind === 'open') continue;
      const position = prefixPosition(context, placed);
      if (position === 'tail') continue;
      const effect = lostReads(context, segment.index);
      yield {
        messageId: 'unordered',
        place: hole.place,
        severity: severityOf(position),
        data: {
          label: labelOf(context, hole),
          why: shortLabel(hole.unordered.why),
          cost: lostReadsSentence(context, effect),
        },
        related: [{ place: hole.unordered.place, message: 'its order is lost here' }, ...sourceSteps(hole.source)],
        effect,
        fixes: () => fixesOf(context, hole),
      };
    }
  },
});

/** At the end of the system prompt only other runs lose what follows. */
function severityOf(position: string): FindingSeverity {
  return position === 'run' ? 'information' : 'warning';
}

function labelOf(context: CallContext, { place }: HolePiece): string {
  const written = context.text(place.path)?.slice(place.start, place.end) ?? '';
  return shortLabel(written.replace(/^\$?\{|\}$/g, ''));
}

/** Only where the list is made inside of the text: elsewhere it may serve other ends too. */
function fixesOf(context: CallContext, { place, unordered }: HolePiece): readonly Fix[] {
  if (unordered === undefined || unordered.place.path !== place.path) return [];
  const isInside = place.start <= unordered.place.start && unordered.place.end <= place.end;
  return isInside ? sortWrittenFix(context, unordered.place) : [];
}
