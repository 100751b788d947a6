// The commit that a run is compared with, and the sources that it had besides those of today.
import { resolve } from 'node:path';
import { languageOf, type Snapshot } from '../engine/index.ts';
import { type GitBase, GitError, openGitBase, slashPath } from '../host/index.ts';
import type { CheckedProject } from './checkedProject.ts';
import { UsageError } from './usageError.ts';

export interface ComparedCommit extends GitBase {
  /** Sources under the named paths as the commit has them: those of today, and those that are gone or have another name now. */
  readonly sources: readonly string[];
  /** The name that a file of the commit has today; both as a reader of the terminal knows them. */
  readonly renamedShown: (file: string) => string;
}

/** Throws a `UsageError` where there is no repository, or no such commit. */
export function comparedCommit(
  { base: folder, found, displayPath }: CheckedProject,
  commit: string,
  now: Snapshot,
  cwd: string,
  paths: readonly string[],
): ComparedCommit {
  const roots = paths.map((path) => slashPath(resolve(cwd, path)));
  const isNamed = (path: string): boolean => roots.some((root) => path === root || path.startsWith(`${root}/`));
  try {
    const base = openGitBase(folder, commit, now);
    const gone = base.gone.filter((path) => languageOf(path) !== undefined && isNamed(path));
    const renamed = new Map(base.gone.map((path) => [displayPath(path), displayPath(base.renamed(path))]));
    return {
      ...base,
      sources: [...found.files.map(({ path }) => path), ...gone],
      renamedShown: (file) => renamed.get(file) ?? file,
    };
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(error.message);
    throw error;
  }
}
