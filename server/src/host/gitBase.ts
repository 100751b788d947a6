// The files of a repository as they were at a commit, read through git without running anything that the repository configures.
import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path/posix';
import type { Snapshot } from '../engine/index.ts';
import { relativePath } from './relativePath.ts';
import { slashPath } from './slashPath.ts';

export interface GitBase {
  /** Top folder of the repository. */
  readonly root: string;
  readonly snapshot: Snapshot;
  /** Files that were there and are gone now, renamed ones too; absolute. */
  readonly gone: readonly string[];
  /** Where a file of the base is now. */
  readonly renamed: (path: string) => string;
}

/** A sentence for the user. */
export class GitError extends Error {}

const largest = 64 * 1024 * 1024;
const mostMilliseconds = 60_000;
/** Hooks and monitors that a repository's config may name are not run. */
const harmless = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'core.quotePath=false'];

/** Throws a `GitError` where `folder` lies in no repository, or `base` is no commit of it. `now` reads what is there today. */
export function openGitBase(folder: string, base: string, now: Snapshot): GitBase {
  // A base that looks like an option would be taken for one.
  if (base.startsWith('-')) throw new GitError(`${JSON.stringify(base)} is no commit.`);
  const root = slashPath(git(folder, ['rev-parse', '--show-toplevel'], `${folder} lies in no git repository.`).trim());
  const commit = git(
    root,
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${base}^{commit}`],
    `There is no commit ${JSON.stringify(base)} in ${root}.`,
  ).trim();
  const listed = git(
    root,
    ['diff', '--name-status', '-z', '--find-renames', '--no-ext-diff', '--no-textconv', commit, '--'],
    'The changes cannot be listed.',
  );
  const untracked = git(root, ['ls-files', '--others', '--exclude-standard', '-z'], 'The new files cannot be listed.');
  const at = (name: string): string => `${root}/${name}`;
  const changes = readChanges(listed);
  const added = new Set([
    ...changes.filter(({ old }) => old === undefined).map(({ name }) => at(name)),
    ...names(untracked).map(at),
  ]);
  const modified = new Set<string>();
  const gone = new Set<string>();
  const moves = new Map<string, string>();
  for (const { status, name, old } of changes) {
    if (status === 'A') continue;
    if (status === 'D') gone.add(at(name));
    else if (old !== undefined && old !== name) {
      gone.add(at(old));
      added.add(at(name));
      moves.set(at(old), at(name));
    } else modified.add(at(name));
  }
  for (const path of modified) added.delete(path);
  for (const path of gone) added.delete(path);
  const texts = new Map<string, string | undefined>();
  const fromCommit = (path: string): string | undefined => {
    if (!texts.has(path)) {
      const name = relativePath(root, path) ?? '';
      texts.set(path, attempt(root, ['cat-file', 'blob', `${commit}:${name}`]));
    }
    return texts.get(path);
  };
  const read = (path: string): string | undefined => {
    if (path.endsWith('/')) return folderAt(path, now.read(path), gone, added);
    if (added.has(path)) return undefined;
    return modified.has(path) || gone.has(path) ? fromCommit(path) : now.read(path);
  };
  return { root, snapshot: { read }, gone: [...gone], renamed: (path) => moves.get(path) ?? path };
}

interface Change {
  readonly status: string;
  readonly name: string;
  /** Name at the base; absent for a file that is new. */
  readonly old?: string;
}

function readChanges(listed: string): readonly Change[] {
  const parts = names(listed);
  const changes: Change[] = [];
  for (let at = 0; at < parts.length; ) {
    const status = (parts[at++] ?? '').slice(0, 1);
    const first = parts[at++] ?? '';
    if (status === 'R' || status === 'C') {
      const name = parts[at++] ?? '';
      // A copy leaves the old file where it is.
      changes.push(status === 'R' ? { status, name, old: first } : { status: 'A', name });
    } else changes.push(status === 'A' ? { status, name: first } : { status, name: first, old: first });
  }
  return changes;
}

/** Names in a folder at the base: those of today without the new ones, with those that are gone. */
function folderAt(
  folder: string,
  today: string | undefined,
  gone: ReadonlySet<string>,
  added: ReadonlySet<string>,
): string | undefined {
  const kept = (today ?? '').split('\n').filter((name) => name !== '' && !added.has(folder + name));
  const back = [...gone]
    .filter((path) => path.startsWith(folder))
    .map((path) => {
      const inside = path.slice(folder.length);
      return dirname(inside) === '.' ? inside : `${inside.slice(0, inside.indexOf('/'))}/`;
    });
  const all = [...new Set([...kept, ...back])].sort();
  return all.length === 0 && today === undefined ? undefined : all.join('\n');
}

function names(list: string): readonly string[] {
  return list.split('\0').filter((name) => name !== '');
}

function git(folder: string, args: readonly string[], otherwise: string): string {
  try {
    return run(folder, args);
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new GitError(isMissing ? 'git is not installed, or not in the PATH.' : otherwise);
  }
}

function attempt(folder: string, args: readonly string[]): string | undefined {
  try {
    return run(folder, args);
  } catch {
    return undefined;
  }
}

function run(folder: string, args: readonly string[]): string {
  return execFileSync('git', [...harmless, ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: largest,
    timeout: mostMilliseconds,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_PAGER: 'cat', GIT_TERMINAL_PROMPT: '0' },
  });
}
