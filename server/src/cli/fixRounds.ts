// Makes the fixes of findings in memory, round by round, until the fixed texts have none left.
import { type Applicability, applyEdits, type Finding } from '../engine/index.ts';
import type { RecordedSnapshot } from '../host/index.ts';
import { selectEdits } from '../report/index.ts';

/** One analysis of everything that was asked for. */
export interface Round {
  readonly findings: readonly Finding[];
  /** What was analysed. */
  readonly snapshot: RecordedSnapshot;
}

export interface FixRoundsInput<One extends Round> {
  readonly most: Applicability;
  /** Finishes the sentence "…, which"; undefined for a file that may be edited. */
  readonly whyNot: (path: string) => string | undefined;
  /** Analyses with these texts instead of those on disk. */
  readonly analyze: (edited: ReadonlyMap<string, string>) => Promise<One>;
}

export interface FixedRounds<One extends Round> {
  /** Of the fixed texts. */
  readonly result: One;
  /** Fixed texts by path, and as they were before. */
  readonly edited: ReadonlyMap<string, { readonly before: string; readonly after: string }>;
  readonly fixed: number;
  /** Fixes left out because they reach into a file that must not be edited: how many, by path. */
  readonly leftOut: ReadonlyMap<string, number>;
  /** False when there was still something to fix after the last round: fixes that undo each other. */
  readonly settled: boolean;
}

/** A fix can make room for another one, or for one of another rule; more rounds than these mean that they undo each other. */
const mostRounds = 8;

export async function fixRounds<One extends Round>({
  most,
  whyNot,
  analyze,
}: FixRoundsInput<One>): Promise<FixedRounds<One>> {
  const edited = new Map<string, { readonly before: string; readonly after: string }>();
  let result = await analyze(new Map());
  let fixed = 0;
  for (let round = 0; ; round++) {
    const selected = selectEdits(result.findings, (path) => whyNot(path) === undefined, most);
    const leftOut = new Map<string, number>();
    for (const { path } of selected.refused) leftOut.set(path, (leftOut.get(path) ?? 0) + 1);
    const done = { result, edited, fixed, leftOut };
    if (selected.fixed.length === 0) return { ...done, settled: true };
    if (round === mostRounds) return { ...done, settled: false };
    for (const [path, edits] of selected.byPath) {
      const now = result.snapshot.read(path) ?? '';
      const after = applyEdits(now, edits);
      if (after !== undefined) edited.set(path, { before: edited.get(path)?.before ?? now, after });
    }
    fixed += selected.fixed.length;
    result = await analyze(new Map([...edited].map(([path, { after }]) => [path, after])));
  }
}
