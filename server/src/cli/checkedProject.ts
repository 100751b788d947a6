// What `check` and `profile` share: the files, their config and the common folder that paths are shown from.
import { statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import type { EngineBasics } from '../engine/index.ts';
import {
  createDiskSnapshot,
  createProjectConfigs,
  type ProjectConfig,
  projectLayers,
  slashPath,
} from '../host/index.ts';
import { type FoundFiles, findFiles } from './findFiles.ts';
import { UsageError } from './usageError.ts';

export interface CheckedProject {
  readonly found: FoundFiles;
  /** Folder that holds everything named on the command line; absolute, forward slashes. */
  readonly base: string;
  /** The path as a reader of the terminal knows it. */
  readonly displayPath: (path: string) => string;
  /** Throws a `UsageError` when the config file is malformed. */
  readonly configOf: (path: string) => ProjectConfig | undefined;
}

export function checkedProject(
  cwd: string,
  paths: readonly string[],
  { rules, knowsModel }: EngineBasics,
  configPath: string | undefined,
  withTests = false,
): CheckedProject {
  const displayPath = (path: string): string => {
    const inside = relative(cwd, path).replaceAll('\\', '/');
    return inside === '' ? '.' : inside.startsWith('../') ? path : inside;
  };
  const ruleIds = new Set(rules.map((rule) => rule.id));
  const snapshot = createDiskSnapshot({ frozen: true });
  const configs = createProjectConfigs({ read: snapshot.read, ruleIds: () => ruleIds, knowsModel });
  const forced = configPath === undefined ? undefined : configs.load(slashPath(resolve(cwd, configPath)));
  if (configPath !== undefined && forced === undefined) throw new UsageError(`${configPath} cannot be read.`);
  const configOf = (path: string): ProjectConfig | undefined => {
    const project = forced ?? configs.of(path);
    for (const each of projectLayers(project)) requireSound(each, displayPath);
    return project;
  };
  return { found: findFiles(cwd, paths, withTests), base: commonFolder(cwd, paths), displayPath, configOf };
}

function requireSound({ path, problems }: ProjectConfig, displayPath: (path: string) => string): void {
  if (problems.length === 0) return;
  const lines = problems.map(({ line, column, message }) => `${displayPath(path)}:${line}:${column}: ${message}`);
  throw new UsageError(lines.join('\n'));
}

function commonFolder(cwd: string, paths: readonly string[]): string {
  const folders = paths.map((given) => {
    const path = resolve(cwd, given);
    return slashPath(statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? path : dirname(path));
  });
  let common = folders[0] ?? slashPath(cwd);
  for (const folder of folders) {
    while (folder !== common && !folder.startsWith(common.endsWith('/') ? common : `${common}/`)) {
      const parent = slashPath(dirname(common));
      if (parent === common) break;
      common = parent;
    }
  }
  return common;
}
