// Picks, among the fixes of many findings, a set that can be applied at once: none overlaps another.
import type { Applicability, Edit, Finding, Fix } from '../engine/index.ts';

export interface SelectedEdits {
  /** Edits over the analysed text, by path. */
  readonly byPath: ReadonlyMap<string, readonly Edit[]>;
  readonly fixed: readonly Finding[];
  /** Findings whose fix reaches a path that is not accepted, with that path. */
  readonly refused: readonly { readonly finding: Finding; readonly path: string }[];
}

/**
 * A fix is taken whole or not at all, a safe one before one that is not; with `most` `safe` no other is taken. `accepts` may refuse a
 * path, e.g. one that must not be written.
 */
export function selectEdits(
  findings: readonly Finding[],
  accepts: (path: string) => boolean,
  most: Applicability = 'safe',
): SelectedEdits {
  const byPath = new Map<string, Edit[]>();
  const fixed: Finding[] = [];
  const refused: { finding: Finding; path: string }[] = [];
  const chosen = findings.flatMap((finding) => {
    const fix = safeFix(finding) ?? (most === 'unsafe' ? finding.fixes[0] : undefined);
    return fix === undefined ? [] : [{ finding, fix }];
  });
  const safeFirst = [
    ...chosen.filter(({ fix }) => fix.applicability === 'safe'),
    ...chosen.filter(({ fix }) => fix.applicability !== 'safe'),
  ];
  for (const { finding, fix } of safeFirst) {
    const barred = fix.changes.find((change) => !accepts(change.path));
    if (barred !== undefined) {
      refused.push({ finding, path: barred.path });
      continue;
    }
    if (fix.changes.every(({ path, edits }) => edits.every((edit) => isMade(edit, byPath.get(path) ?? [])))) {
      fixed.push(finding);
      continue;
    }
    const clashes = fix.changes.some(({ path, edits }) =>
      edits.some((edit) => (byPath.get(path) ?? []).some((taken) => touches(edit, taken))),
    );
    if (clashes) continue;
    for (const { path, edits } of fix.changes) byPath.set(path, [...(byPath.get(path) ?? []), ...edits]);
    fixed.push(finding);
  }
  return { byPath, fixed, refused };
}

export function safeFix(finding: Finding): Fix | undefined {
  return finding.fixes.find((fix) => fix.applicability === 'safe');
}

/** Two findings of one thing may want the very same removed. What is inserted may be meant twice. */
function isMade(edit: Edit, taken: readonly Edit[]): boolean {
  const { start, end } = edit.span;
  return (
    end > start &&
    taken.some(({ span, newText }) => span.start === start && span.end === end && newText === edit.newText)
  );
}

/** Edits that meet at a point clash too: their order would be left to chance. */
function touches(a: Edit, b: Edit): boolean {
  return a.span.start <= b.span.end && b.span.start <= a.span.end;
}
