// Finds what a fix has brought into a project: findings that were not there, and are not just what is left to do.
import type { Finding, Fix } from '../../../server/src/engine/index.ts';
import { mergeFindings } from '../../../server/src/report/index.ts';
import { applyFix, type Documents } from '../applyFixes.ts';
import { editedPlaces } from './editedPlaces.ts';
import type { FixWorld } from './proveFix.ts';

const levels: readonly Finding['severity'][] = ['hint', 'information', 'warning', 'error'];

/** A mark is missed only where there is something that stays the same to mark. */
const laidBare: ReadonlySet<string> = new Set(['missing-breakpoint']);

/**
 * By rule and file, as places move: where there are more than before, all of that rule in that file. What is not graver than a finding
 * that went, and is mended by its own first fix without bringing more and without taking back what was written, is left to do rather than
 * new: a mark on the system prompt, say, leaves a conversation that grows behind it.
 */
export function newFindings(
  world: FixWorld,
  before: readonly Finding[],
  after: readonly Finding[],
  changed: Documents,
  fix?: Fix,
): readonly Finding[] {
  const [counts, recounts] = [countFindings(before), countFindings(after)];
  const gone = before.filter((one) => (recounts.get(keyOf(one)) ?? 0) < (counts.get(keyOf(one)) ?? 0));
  const grew = (one: Finding): boolean => (recounts.get(keyOf(one)) ?? 0) > (counts.get(keyOf(one)) ?? 0);
  const isLeftToDo = (one: Finding): boolean =>
    gone.some(({ severity }) => levels.indexOf(one.severity) <= levels.indexOf(severity)) &&
    (laidBare.has(one.rule) || (!takesBack(one, fix) && isMendedInTurn(world, counts, one, changed)));
  return after.filter((one) => grew(one) && !isLeftToDo(one));
}

function takesBack({ fixes: [first] }: Finding, fix: Fix | undefined): boolean {
  if (first === undefined || fix === undefined) return false;
  const { written } = editedPlaces(fix);
  return first.changes.some(({ path, edits }) =>
    edits.some(({ span }) =>
      written.some((place) => place.path === path && span.start < place.end && place.start < span.end),
    ),
  );
}

function isMendedInTurn(
  world: FixWorld,
  counts: ReadonlyMap<string, number>,
  { fixes: [first], rule, place }: Finding,
  changed: Documents,
): boolean {
  if (first === undefined) return false;
  const mended = applyFix(withTexts(world, first, changed), first);
  const findings = world.analyze([...mended.keys()], mended).flatMap((analysis) => analysis.findings);
  const now = countFindings(mergeFindings(findings));
  return (now.get(keyOf({ rule, place })) ?? 0) <= (counts.get(keyOf({ rule, place })) ?? 0);
}

function withTexts({ read }: FixWorld, { changes }: Fix, changed: Documents): Documents {
  const texts = new Map(changed);
  for (const { path } of changes) {
    const text = texts.get(path) ?? read(path);
    if (text !== undefined) texts.set(path, text);
  }
  return texts;
}

function countFindings(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) + 1);
  return counts;
}

function keyOf({ rule, place }: Pick<Finding, 'rule' | 'place'>): string {
  return `${rule} in ${place.path}`;
}
