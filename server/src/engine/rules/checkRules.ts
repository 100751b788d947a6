// Runs the rules over the facts of a document and turns their drafts into findings.
import type { Facts, Finding, Fix, ModelCall, Note, RelatedPlace, Severity } from '../model/index.ts';
import { isSamePlace, type Place } from '../text/index.ts';
import { ruleList } from './registry.ts';
import { renderMessage } from './renderMessage.ts';
import type { CheckedCall, Documents, Draft, FindingSeverity, Rule } from './rule.ts';
import { lowered, stepsBelow } from './shared/severity.ts';

export interface RulesInput extends Documents {
  readonly facts: Facts;
  readonly calls: readonly CheckedCall[];
  /** Severities by rule id that replace the default; `off` leaves the rule out. */
  readonly severities?: ReadonlyMap<string, Severity>;
  /** Rules to run; all of them when absent. */
  readonly rules?: readonly Rule[];
}

export interface RulesOutput {
  /** Sorted by path, offset and rule. */
  readonly findings: readonly Finding[];
  /** One for each rule that failed. */
  readonly notes: readonly Note[];
}

/** Related places that point at calls; the rest of the list tells the way of the value. */
const mostCalls = 5;

export function checkRules(input: RulesInput): RulesOutput {
  const findings: Finding[] = [];
  const notes: Note[] = [];
  for (const rule of input.rules ?? ruleList) {
    const severity = input.severities?.get(rule.id) ?? rule.severity;
    if (severity === 'off') continue;
    const drafts: Draft[] = [];
    try {
      for (const draft of draftsOf(rule, input)) drafts.push(draft);
      findings.push(...merged(rule, severity, drafts, input));
    } catch (error) {
      notes.push({
        place: input.calls[0]?.analyzed.call.site.place ?? { path: '', start: 0, end: 0 },
        text: `The rule ${rule.id} failed: ${error instanceof Error ? error.message : String(error)}`,
      });
    }
  }
  return { findings: findings.sort(byPlace), notes };
}

function* draftsOf(rule: Rule, input: RulesInput): Iterable<Draft> {
  const documents: Documents = { text: input.text, languageOf: input.languageOf, moduleOf: input.moduleOf };
  if (rule.takes === 'facts') {
    yield* rule.check({ ...documents, facts: input.facts, calls: input.calls });
    return;
  }
  for (const checked of input.calls) {
    for (const draft of rule.check({ ...documents, ...checked, calls: input.calls })) {
      yield { call: checked.analyzed.call.id, ...draft };
    }
  }
  yield* rule.checkUnsent?.({ ...documents, facts: input.facts, calls: input.calls }) ?? [];
}

/** One finding per place: the place is edited once, however many calls it reaches. The gravest draft speaks. */
function merged(rule: Rule, severity: FindingSeverity, drafts: readonly Draft[], input: RulesInput): Finding[] {
  const groups = new Map<string, Draft[]>();
  for (const draft of drafts) {
    const key = `${draft.place.path}:${draft.place.start}:${draft.place.end}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [draft]);
    else group.push(draft);
  }
  return [...groups.values()].map((group) => toFinding(rule, severity, group, input));
}

function toFinding(rule: Rule, severity: FindingSeverity, group: readonly Draft[], input: RulesInput): Finding {
  const speaker = group.reduce((best, draft) => (isGraver(rule, draft, best) ? draft : best));
  const data = speaker.data ?? {};
  const steps = stepsBelow(rule.severity, speaker.severity ?? rule.severity);
  const isWrapped = group.some((draft) => callOf(draft, input)?.site.callee.wrapper !== undefined);
  let fixes: readonly Fix[] | undefined;
  return {
    rule: rule.id,
    severity: lowered(severity, steps),
    place: speaker.place,
    messageId: speaker.messageId,
    data,
    message: renderMessage(rule.messages[speaker.messageId] ?? speaker.messageId, data),
    related: relatedPlaces(speaker, group, input),
    ...(speaker.effect === undefined ? {} : { effect: speaker.effect }),
    // Most findings are made anew at the next keystroke before anybody asks how to mend them.
    get fixes() {
      fixes ??= isWrapped ? fixesOf(speaker).map(unproven) : fixesOf(speaker);
      return fixes;
    },
    ...(speaker.call === undefined ? {} : { call: speaker.call }),
  };
}

/** A rule that fails to mend what it found has still found it. */
function fixesOf(draft: Draft): readonly Fix[] {
  try {
    return draft.fixes?.() ?? [];
  } catch {
    return [];
  }
}

/** A wrapper may take less than the SDK's call that it stands for: a text where that takes blocks. */
function unproven(fix: Fix): Fix {
  return { ...fix, applicability: 'unsafe' };
}

function callOf(draft: Draft, { calls }: RulesInput): ModelCall | undefined {
  return calls.find(({ analyzed }) => analyzed.call.id === draft.call)?.analyzed.call;
}

function isGraver(rule: Rule, a: Draft, b: Draft): boolean {
  const byLevel =
    stepsBelow(rule.severity, b.severity ?? rule.severity) - stepsBelow(rule.severity, a.severity ?? rule.severity);
  if (byLevel !== 0) return byLevel > 0;
  return (a.effect?.tokens ?? 0) > (b.effect?.tokens ?? 0);
}

function relatedPlaces(speaker: Draft, group: readonly Draft[], input: RulesInput): RelatedPlace[] {
  const related: RelatedPlace[] = [];
  const add = (place: Place, message: string): void => {
    if (isSamePlace(place, speaker.place) || related.some((other) => isSamePlace(other.place, place))) return;
    related.push({ place, message });
  };
  for (const draft of group) {
    if (related.length >= mostCalls) break;
    const call = callOf(draft, input);
    if (call !== undefined) add(call.site.calleePlace, `sent by \`${call.site.callee.label}\``);
  }
  for (const { place, message } of speaker.related ?? []) add(place, message);
  return related;
}

function byPlace(a: Finding, b: Finding): number {
  return (
    compareText(a.place.path, b.place.path) ||
    a.place.start - b.place.start ||
    a.place.end - b.place.end ||
    compareText(a.rule, b.rule)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
