// Joins the findings of several analyses: each place once, in the order in which a reader meets them.
import type { Finding, RelatedPlace } from '../engine/index.ts';

const levels: readonly Finding['severity'][] = ['hint', 'information', 'warning', 'error'];

/** One finding per rule and place, however many callers it is seen from: the gravest speaks, the related places of all are kept. */
export function mergeFindings(findings: Iterable<Finding>): readonly Finding[] {
  const byKey = new Map<string, Finding>();
  for (const finding of findings) {
    const { path, start, end } = finding.place;
    const key = `${finding.rule} ${path}@${start}-${end}`;
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, finding);
    else {
      const [speaker, other] = isGraver(finding, known) ? [finding, known] : [known, finding];
      byKey.set(key, { ...speaker, related: mergeRelated(speaker.related, other.related) });
    }
  }
  return [...byKey.values()].sort(compareFindings);
}

function isGraver(a: Finding, b: Finding): boolean {
  const byLevel = levels.indexOf(a.severity) - levels.indexOf(b.severity);
  const byTokens = (a.effect?.tokens ?? 0) - (b.effect?.tokens ?? 0);
  // Of equal ones the more helpful speaks, or the order of the analyses would decide.
  const byFixes = a.fixes.length - b.fixes.length;
  return byLevel > 0 || (byLevel === 0 && (byTokens > 0 || (byTokens === 0 && byFixes > 0)));
}

/** Names a finding within one version of its document. */
export function findingFingerprint(finding: Finding): string {
  return `${finding.rule}/${finding.messageId}@${finding.place.start}-${finding.place.end}`;
}

function mergeRelated(a: readonly RelatedPlace[], b: readonly RelatedPlace[]): readonly RelatedPlace[] {
  const keys = new Set(a.map(relatedKey));
  const added = b.filter((each) => !keys.has(relatedKey(each)));
  return added.length === 0 ? a : [...a, ...added];
}

function relatedKey(related: RelatedPlace): string {
  return `${related.place.path}@${related.place.start}-${related.place.end} ${related.message}`;
}

function compareFindings(a: Finding, b: Finding): number {
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
