// The commit that a run is compared with, and the sources that it had besides those of today.
import { resolve } from 'node:path';
import { languageOf, type Snapshot } from '../engine/index.ts';
import { type GitBase, GitError, openGitBase, slashPath } from '../host/index.ts';
import { UsageError } from './usageError.ts';

export interface ComparedCommit extends GitBase {
  /** Sources under the named paths that are gone, or have another name now. */
  readonly goneSources: readonly string[];
}

/** Throws a `UsageError` where there is no repository, or no such commit. */
export function comparedCommit(
  folder: string,
  commit: string,
  now: Snapshot,
  cwd: string,
  paths: readonly string[],
): ComparedCommit {
  const roots = paths.map((path) => slashPath(resolve(cwd, path)));
  const isNamed = (path: string): boolean => roots.some((root) => path === root || path.startsWith(`${root}/`));
  try {
    const base = openGitBase(folder, commit, now);
    return { ...base, goneSources: base.gone.filter((path) => languageOf(path) !== undefined && isNamed(path)) };
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(error.message);
    throw error;
  }
}
