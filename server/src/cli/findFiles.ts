// The files that the paths on a command line mean: files as they are named, and the sources in folders.
import { statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { isAnalysable } from '../engine/index.ts';
import { slashPath, walkSources } from '../host/index.ts';
import { UsageError } from './usageError.ts';

export interface FoundFile {
  /** Absolute, forward slashes. */
  readonly path: string;
  /** Named on the command line: checked whatever the ignore files say. */
  readonly named: boolean;
}

export interface FoundFiles {
  readonly files: readonly FoundFile[];
  /** Sentences on what was left out and would surprise. */
  readonly notes: readonly string[];
}

/** Throws a `UsageError` for a path that does not exist. Every file is listed once, sorted within its folder. */
export function findFiles(cwd: string, paths: readonly string[], withTests = false): FoundFiles {
  const files = new Map<string, FoundFile>();
  const notes: string[] = [];
  const add = (path: string, named: boolean): void => {
    const key = slashPath(path);
    if (named || !files.has(key)) files.set(key, { path: key, named });
  };
  for (const given of paths) {
    const path = resolve(cwd, given);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) throw new UsageError(`${given} does not exist.`);
    if (!stats.isDirectory()) {
      if (!isAnalysable(slashPath(path)))
        notes.push(`${given} is skipped: neither TypeScript, JavaScript or Python nor a notebook or a prompt file.`);
      else add(path, true);
      continue;
    }
    const leftOut = walkSources(path, {
      withTests,
      add: (one) => add(one, false),
      fail: (folder, why) => {
        if (folder === path) throw new UsageError(`${given} cannot be read: ${why}`);
        notes.push(`${relative(cwd, folder)} is skipped: ${why}`);
      },
    });
    if (leftOut !== undefined) notes.push(`${given} is checked because it is named: ${leftOut}.`);
  }
  return { files: [...files.values()], notes };
}
