// Reports a value that changes between requests and stands before text that does not: everything behind it misses the cache.
import { changesAtLeast, type HolePiece } from '../model/index.ts';
import type { Place } from '../text/index.ts';
import { moveHoleFixes } from './edits/index.ts';
import { type CallContext, defineRule, type FindingSeverity } from './rule.ts';
import { changesByNature } from './shared/changesByNature.ts';
import { alsoHere, groupNearby } from './shared/groupNearby.ts';
import { holesOf, type PlacedHole } from './shared/hole.ts';
import { holeLabel } from './shared/holeLabel.ts';
import { isSurelyTooSmall } from './shared/isSurelyTooSmall.ts';
import { lostReads, lostReadsSentence } from './shared/lostReads.ts';
import { type PrefixPosition, prefixPosition } from './shared/prefixPosition.ts';
import { lowered, stepsBelow } from './shared/severity.ts';
import { sourceSteps } from './shared/sourceSteps.ts';
import { surenessOf } from './shared/surenessOf.ts';
import { isUserData } from './shared/userData.ts';
import { changesPhrase, shortLabel } from './shared/words.ts';

export const volatilePrefix = defineRule({
  id: 'volatile-prefix',
  since: '0.1.0',
  severity: 'warning',
  recommended: true,
  fix: 'unsafe',
  takes: 'call',
  summary: 'a value that changes between requests stands before text that stays the same',
  docs: {
    what: 'Reports clocks, random ids, counters, retrieved text and other values that differ from one request to the next, when they stand before a cache breakpoint or in front of constant text, tools or the conversation. A date without a time is reported as information, a value fixed when the process starts as a hint, and so is a clock in the text of a prompt that no request in sight sends.',
    why: 'A prompt cache compares prefixes byte by byte. From the first byte that differs, everything is billed again: the instructions, the examples, the whole conversation. On a provider with breakpoints the prefix is even written to the cache each time, at a premium, and never read.',
    fix: 'Keep what never changes in front and put the value behind it: into a system block of its own after the breakpoint, or into the newest user turn. When the time of day is not needed, a date changes once a day only.',
    whenNotToUse:
      'When the request is sent so rarely that no cache entry would live long enough to be read, or when the value must stand at the head of the prompt for the model to obey it.',
  },
  messages: {
    front:
      '`{label}`{origin} {changes} and stands in front of prompt text that stays the same, which is therefore never read from the cache.{cost} {advice}',
    marked:
      '`{label}`{origin} {changes} and stands before a cache breakpoint, so the prefix up to there is written again and not read.{cost} {advice}',
    history:
      '`{label}`{origin} {changes} and stands in front of the conversation, which is therefore never read from the cache.{cost} {advice}',
    unsent:
      '`{label}` reads the clock in the middle of a prompt, so the text behind it is not read from the cache once the time it gives has changed. No request that sends the prompt is in sight here. Move it behind the constant text, best into the newest user turn.',
    run: '`{label}`{origin} {changes} and stands at the end of the system prompt, so no other run can share what follows.{cost} {advice}',
  },
  *check(context) {
    // No cache takes a request of this size, so nothing is lost.
    if (isSurelyTooSmall(context)) return;
    let isFirst = true;
    for (const group of groupsOf(context)) {
      const [first] = group;
      if (first === undefined) continue;
      const speaker = group.reduce((best, one) => (stepsBelow(best.severity, one.severity) < 0 ? one : best), first);
      const { hole, segment, position, severity } = speaker;
      // Only the first break costs: with it mended the next one is the first.
      const effect = isFirst ? lostReads(context, first.segment.index, hole.volatility) : undefined;
      isFirst = false;
      const phrase = changesPhrase(hole.volatility.changes);
      const others = group.filter((one) => one !== speaker);
      yield {
        messageId: position,
        place: hole.place,
        severity,
        data: {
          ...holeLabel(context, hole),
          changes: surenessOf(hole) === 'likely' ? `looks like it ${phrase}` : phrase,
          cost: effect === undefined ? '' : lostReadsSentence(context, effect),
          advice: adviceFor(context),
        },
        related: [...alsoHere(context, others, 'changes too'), ...sourceSteps(hole.source)],
        effect,
        fixes: () => moveHoleFixes(context, segment, hole),
      };
    }
  },
  *checkUnsent({ facts, calls, text }) {
    const sent = new Set(
      calls.flatMap(({ analyzed }) => [...holesOf(analyzed.layout)].map(({ hole }) => keyOf(hole.place))),
    );
    for (const { place, value } of facts.promptClocks) {
      if (sent.has(keyOf(place))) continue;
      const label = shortLabel(text(value.path)?.slice(value.start, value.end) ?? 'the clock');
      yield { messageId: 'unsent', place, severity: 'hint', data: { label } };
    }
  },
});

function keyOf({ path, start, end }: Place): string {
  return `${path}:${start}-${end}`;
}

interface Reported extends PlacedHole {
  readonly position: Exclude<PrefixPosition, 'tail'>;
  readonly severity: FindingSeverity;
}

function groupsOf(context: CallContext): readonly (readonly Reported[])[] {
  const reported: Reported[] = [];
  for (const placed of holesOf(context.analyzed.layout)) {
    const { segment, hole } = placed;
    // A list that is not known item by item says nothing of the text of its items.
    if (!isReportable(hole) || segment.kind === 'open') continue;
    const position = prefixPosition(context, placed);
    if (position === 'tail') continue;
    reported.push({ ...placed, position, severity: severityOf(context, hole, position) });
  }
  return groupNearby(reported);
}

function isReportable(hole: HolePiece): boolean {
  const { volatility, source } = hole;
  if (surenessOf(hole) === 'unknown' || isUserData(hole)) return false;
  if (changesAtLeast(volatility, 'day')) return true;
  // What else is fixed at start (platform, working directory) is the same on the next start too.
  return volatility.changes === 'process' && changesByNature.has(source.kind);
}

function severityOf(context: CallContext, hole: HolePiece, position: PrefixPosition): FindingSeverity {
  const { changes } = hole.volatility;
  let severity: FindingSeverity = 'warning';
  if (changes === 'day') severity = 'information';
  if (changes === 'process') severity = 'hint';
  if (surenessOf(hole) === 'likely') severity = lowered(severity);
  const isSmall = position === 'run' || (position === 'front' && isKnownTextSmall(context));
  if (severity === 'warning' && isSmall) severity = 'information';
  return severity;
}

/** The text that is in the source would not fill a cache entry by itself; what else is sent may change with every request. */
function isKnownTextSmall({ analyzed, limits }: CallContext): boolean {
  const minimum = limits.minimumTokens ?? limits.leastMinimumTokens;
  if (minimum === undefined) return false;
  const known = analyzed.layout.segments.filter((segment) => segment.kind === 'text');
  return known.reduce((sum, { index }) => sum + (analyzed.estimate.segments[index]?.tokens ?? 0), 0) < minimum;
}

function adviceFor({ analyzed }: CallContext): string {
  return analyzed.layout.breakpoints.length > 0
    ? 'Move it into a block of its own behind the breakpoint, or into the newest user turn.'
    : 'Move it behind the constant text, best into the newest user turn.';
}
