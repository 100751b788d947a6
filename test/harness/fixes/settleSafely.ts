// Takes all safe fixes of a project, round by round, as `hitrate check --fix` does.
import { type Analysis, applyEdits } from '../../../server/src/engine/index.ts';
import { mergeFindings, selectEdits } from '../../../server/src/report/index.ts';
import type { Documents } from '../applyFixes.ts';

export interface Settled {
  /** The documents that were changed, as they are in the end. */
  readonly documents: Documents;
  /** Rounds in which something was fixed. */
  readonly rounds: number;
  readonly fixed: number;
  /** Files whose edits of one round overlap. */
  readonly overlapping: readonly string[];
}

/** `analyze` gives the analyses of everything with other texts laid over it. Stops after `limit` rounds. */
export function settleSafely(
  read: (path: string) => string | undefined,
  analyze: (changed: Documents) => readonly Analysis[],
  limit = 6,
): Settled {
  const documents = new Map<string, string>();
  const overlapping: string[] = [];
  let rounds = 0;
  let fixed = 0;
  while (rounds < limit) {
    const findings = mergeFindings(analyze(documents).flatMap((analysis) => analysis.findings));
    const selected = selectEdits(findings, () => true);
    if (selected.fixed.length === 0) break;
    for (const [path, edits] of selected.byPath) {
      const after = applyEdits(documents.get(path) ?? read(path) ?? '', edits);
      if (after === undefined) overlapping.push(path);
      else documents.set(path, after);
    }
    fixed += selected.fixed.length;
    rounds++;
  }
  return { documents, rounds, fixed, overlapping };
}
