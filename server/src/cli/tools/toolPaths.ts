// The paths that a tool of coding agents may look at: those inside of the folders that it was given, links followed.
import { realpathSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { slashPath } from '../../host/index.ts';
import { UsageError } from '../usageError.ts';

export interface ToolPaths {
  /** The folder that shown paths are relative to; absolute, without links. */
  readonly cwd: string;
  /** The folder that holds a path that is absolute and without links; undefined for one that must not be looked at. */
  readonly folderOf: (path: string) => string | undefined;
  /** Absolute, without links, forward slashes. Throws a `UsageError` for what does not exist, or lies elsewhere. */
  readonly locate: (given: string) => string;
}

/** Throws a `UsageError` when none of the folders exists. */
export function toolPaths(folders: readonly string[]): ToolPaths {
  const real = folders.flatMap((folder) => {
    const path = realPath(folder);
    return path !== undefined && statSync(path).isDirectory() ? [path] : [];
  });
  const [cwd] = real;
  if (cwd === undefined) throw new UsageError(`There is no folder ${folders.join(', ')}.`);
  const folderOf = (path: string): string | undefined => real.find((folder) => isInside(folder, path));
  const outside = (given: string): UsageError =>
    new UsageError(`${given} is refused: it lies outside of ${real.join(', ')}.`);
  return {
    cwd,
    folderOf,
    locate(given) {
      const candidates = real.map((folder) => resolve(folder, given));
      const wanted = candidates.find((path) => realPath(path) !== undefined) ?? resolve(cwd, given);
      const found = realPath(wanted);
      // Of what lies elsewhere not even its existence is told.
      if (found === undefined) throw isNear(wanted) ? new UsageError(`${given} does not exist.`) : outside(given);
      if (folderOf(found) === undefined) throw outside(given);
      return slashPath(found);
    },
  };

  function isNear(path: string): boolean {
    return [...real, ...folders.map((folder) => resolve(folder))].some((folder) => isInside(folder, path));
  }
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

function isInside(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return !isAbsolute(inside) && inside.split(/[\\/]/)[0] !== '..';
}
