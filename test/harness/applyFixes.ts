// Applies the fixes of findings to documents in memory, round by round, the way a fix-all does.
import type { Finding, Fix } from '../../server/src/engine/index.ts';
import { applyEdits, type Edit } from '../../server/src/engine/text/index.ts';

export type Documents = ReadonlyMap<string, string>;

/** One fix, on its own. Throws when its edits overlap or leave the document. */
export function applyFix(documents: Documents, fix: Fix): Documents {
  const result = new Map(documents);
  for (const { path, edits } of fix.changes) {
    const text = documents.get(path);
    if (text === undefined) throw new Error(`the fix edits ${path}, which is not in the project`);
    for (const { span } of edits) {
      const isInside = 0 <= span.start && span.start <= span.end && span.end <= text.length;
      if (!isInside) throw new Error(`the edit ${span.start}..${span.end} leaves ${path}`);
    }
    const applied = applyEdits(text, edits);
    if (applied === undefined) throw new Error(`edits of one fix overlap in ${path}`);
    result.set(path, applied);
  }
  return result;
}

export interface Rounds {
  readonly documents: Documents;
  /** Rounds in which something was fixed. */
  readonly rounds: number;
}

/** Takes what `choose` picks of each finding, as far as edits do not meet, until nothing is left to fix or `limit` is reached. */
export function fixAll(
  documents: Documents,
  analyze: (documents: Documents) => readonly Finding[],
  choose: (finding: Finding) => Fix | undefined,
  limit: number,
): Rounds {
  let current = documents;
  let rounds = 0;
  while (rounds < limit) {
    const round = new Map<string, Edit[]>();
    for (const finding of analyze(current)) {
      const fix = choose(finding);
      if (fix === undefined || fix.changes.some(({ path, edits }) => meets(edits, round.get(path) ?? []))) continue;
      for (const { path, edits } of fix.changes) round.set(path, [...(round.get(path) ?? []), ...edits]);
    }
    if (round.size === 0) break;
    current = applyFix(current, {
      title: 'all',
      applicability: 'unsafe',
      alters: [],
      changes: [...round].map(([path, edits]) => ({ path, edits })),
    });
    rounds++;
  }
  return { documents: current, rounds };
}

function meets(edits: readonly Edit[], taken: readonly Edit[]): boolean {
  return edits.some((edit) =>
    taken.some((other) => edit.span.start <= other.span.end && other.span.start <= edit.span.end),
  );
}
