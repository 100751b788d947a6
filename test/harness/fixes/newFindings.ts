// Finds what a fix has brought into a project: findings that were not there, and are not just what is left to do.
import type { Finding, Fix } from '../../../server/src/engine/index.ts';
import { mergeFindings } from '../../../server/src/report/index.ts';
import { applyFix, type Documents } from '../applyFixes.ts';
import type { FixWorld } from './proveFix.ts';

const levels: readonly Finding['severity'][] = ['hint', 'information', 'warning', 'error'];

/**
 * By rule and file, as places move: where there are more than before, all of that rule in that file. A hint or information that is not graver than
 * a finding that went, and is mended by its own first fix without bringing anything else, is left to do rather than new: a mark on the system
 * prompt, say, leaves a conversation that grows behind it.
 */
export function newFindings(
  world: FixWorld,
  before: readonly Finding[],
  after: readonly Finding[],
  changed: Documents,
): readonly Finding[] {
  const [counts, recounts] = [countFindings(before), countFindings(after)];
  const gone = before.filter((one) => (recounts.get(keyOf(one)) ?? 0) < (counts.get(keyOf(one)) ?? 0));
  const grew = (one: Finding): boolean => (recounts.get(keyOf(one)) ?? 0) > (counts.get(keyOf(one)) ?? 0);
  return after.filter(
    (one) => grew(one) && !(gone.some((other) => isLesser(one, other)) && isMendedInTurn(world, counts, one, changed)),
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

/** Warnings and errors are never just left to do. */
function isLesser({ severity }: Finding, gone: Finding): boolean {
  return levels.indexOf(severity) <= Math.min(levels.indexOf(gone.severity), levels.indexOf('information'));
}

function countFindings(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) + 1);
  return counts;
}

function keyOf({ rule, place }: Pick<Finding, 'rule' | 'place'>): string {
  return `${rule} in ${place.path}`;
}
