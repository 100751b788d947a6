// Picks, among the safe fixes of many findings, a set that can be applied at once: none overlaps another.
import type { Edit, Finding, Fix } from '../engine/index.ts';

export interface SelectedEdits {
  /** Edits over the analysed text, by path. */
  readonly byPath: ReadonlyMap<string, readonly Edit[]>;
  readonly fixed: readonly Finding[];
}

/** A fix is taken whole or not at all. `accepts` may refuse a path, e.g. one that must not be written. */
export function selectEdits(findings: readonly Finding[], accepts: (path: string) => boolean): SelectedEdits {
  const byPath = new Map<string, Edit[]>();
  const fixed: Finding[] = [];
  for (const finding of findings) {
    const fix = safeFix(finding);
    if (fix === undefined || !fix.changes.every((change) => accepts(change.path))) continue;
    const clashes = fix.changes.some(({ path, edits }) =>
      edits.some((edit) => (byPath.get(path) ?? []).some((taken) => touches(edit, taken))),
    );
    if (clashes) continue;
    for (const { path, edits } of fix.changes) byPath.set(path, [...(byPath.get(path) ?? []), ...edits]);
    fixed.push(finding);
  }
  return { byPath, fixed };
}

export function safeFix(finding: Finding): Fix | undefined {
  return finding.fixes.find((fix) => fix.applicability === 'safe');
}

/** Edits that meet at a point clash too: their order would be left to chance. */
function touches(a: Edit, b: Edit): boolean {
  return a.span.start <= b.span.end && b.span.start <= a.span.end;
}
