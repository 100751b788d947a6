// Fixes findings and writes the fixed texts: every file that a fix edits, or the fix is left out and said.
import type { Applicability } from '../engine/index.ts';
import { isNotebookPath, type Replacement, replaceFiles, whyNotReplaceable } from '../host/index.ts';
import { counted } from '../report/index.ts';
import type { CheckedProject } from './checkedProject.ts';
import { type FixedRounds, fixRounds, type Round } from './fixRounds.ts';

export interface FixFilesInput<One extends Round> {
  readonly most: Applicability;
  /** Otherwise the files stay as they are. */
  readonly write: boolean;
  readonly analyze: (edited: ReadonlyMap<string, string>) => Promise<One>;
  readonly project: Pick<CheckedProject, 'found' | 'displayPath'>;
}

export interface FixedFiles<One extends Round = Round> {
  /** Of the texts as they are afterwards. */
  readonly result: One;
  readonly files: readonly Replacement[];
  readonly fixed: number;
  readonly notes: readonly string[];
  /** Nothing could be written. */
  readonly failed: boolean;
}

export async function fixFiles<One extends Round>(input: FixFilesInput<One>): Promise<FixedFiles<One>> {
  const { most, write, analyze, project } = input;
  const { found, displayPath } = project;
  const asked = new Set(found.files.map(({ path }) => path));
  const barred = new Map<string, string>();
  const whyNot = (path: string): string | undefined => {
    if (barred.has(path)) return barred.get(path);
    if (!asked.has(path)) return 'is not among the files that are checked';
    // Its code is kept inside of JSON, beside outputs that would no longer fit.
    if (isNotebookPath(path)) return 'is a notebook: change its cells by hand or in an editor';
    return whyNotReplaceable(path);
  };
  for (;;) {
    const rounds = await fixRounds({ most, whyNot, analyze });
    const { result, fixed } = rounds;
    const files = [...rounds.edited].map(([path, texts]): Replacement => ({ path, ...texts }));
    const notes = notesOf(rounds, whyNot, displayPath);
    const written = write ? replaceFiles(files) : ({ kind: 'replaced' } as const);
    if (written.kind === 'replaced') return { result, files, fixed, notes, failed: false };
    if (written.kind === 'failed') {
      const note = `nothing is fixed: ${displayPath(written.path)} cannot be written: ${written.why}`;
      return { result: await analyze(new Map()), files: [], fixed: 0, notes: [note], failed: true };
    }
    // Somebody else is at work on them: what they hold now is not what the fixes were made for.
    for (const path of written.paths) barred.set(path, 'was changed by another program meanwhile');
  }
}

function notesOf(
  { leftOut, settled }: FixedRounds<Round>,
  whyNot: (path: string) => string | undefined,
  displayPath: (path: string) => string,
): readonly string[] {
  const byReason = new Map<string, { path: string; files: number; fixes: number }>();
  for (const [path, fixes] of leftOut) {
    const why = whyNot(path) ?? 'must not be edited';
    const known = byReason.get(why);
    byReason.set(why, {
      path: known?.path ?? path,
      files: (known?.files ?? 0) + 1,
      fixes: (known?.fixes ?? 0) + fixes,
    });
  }
  const notes = [...byReason].map(([why, { path, files, fixes }]) => {
    const others = files === 1 ? '' : ` because of ${counted(files, 'file')}; the first`;
    return `${counted(fixes, 'fix', 'fixes')} left out${others}: ${displayPath(path)} ${why}.`;
  });
  return settled ? notes : [...notes, 'some fixes undo each other: run it again, or make one of them by hand.'];
}
