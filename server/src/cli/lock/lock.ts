// `hitrate lock`: keeps what each cached prefix is, and says which change loses a warm cache and what that costs once.
import { resolve } from 'node:path';
import type { Engine, Snapshot } from '../../engine/index.ts';
import { createDiskSnapshot, slashPath } from '../../host/index.ts';
import { defaultSettings } from '../../protocol/index.ts';
import { type CheckedProject, checkedProject } from '../checkedProject.ts';
import { comparedCommit } from '../comparedCommit.ts';
import { type ExitCode, exitCode } from '../exitCode.ts';
import { writeTextFile } from '../jsonFile.ts';
import { placedCalls } from '../placedCalls.ts';
import type { Terminal } from '../terminal.ts';
import { compareLocks, type LockDifference } from './compareLocks.ts';
import { lockedCall, type PlacedPrefix } from './lockedCall.ts';
import { lockFileName, lockText, readLock } from './lockFile.ts';
import { type LockOptions, lockOptions } from './lockOptions.ts';
import { lockDifferenceJson, lockDifferenceMarkdown, lockDifferenceText } from './lockReport.ts';

const reports = { text: lockDifferenceText, markdown: lockDifferenceMarkdown, json: lockDifferenceJson };

export async function lock(
  args: readonly string[],
  terminal: Terminal,
  createEngine: () => Promise<Engine>,
): Promise<ExitCode> {
  const options = lockOptions(args);
  const shown = options.file ?? lockFileName;
  const path = slashPath(resolve(terminal.cwd, shown));
  // Read first: a lock that cannot be read is no reason to analyse.
  const kept = options.check ? readLock(path, shown) : undefined;
  const engine = await createEngine();
  try {
    const project = checkedProject(terminal.cwd, options.paths, engine, options.config);
    const paths = project.found.files.map((file) => file.path);
    const snapshot = createDiskSnapshot({ frozen: true });
    const now = prefixesAt(engine, project, snapshot, paths);
    if (kept === undefined && options.diff === undefined) {
      const calls = now.map(({ placed, places, ...call }) => call);
      writeTextFile(path, shown, lockText(calls));
      terminal.warn(
        `hitrate: ${shown} holds ${now.length === 1 ? '1 cached prefix' : `${now.length} cached prefixes`}.\n`,
      );
      return exitCode.clean;
    }
    const difference =
      kept === undefined ? sinceCommit(engine, project, snapshot, now, options, terminal.cwd) : compareLocks(kept, now);
    const { displayPath } = project;
    const against = options.diff ?? shown;
    terminal.write(
      reports[options.format]({ engine, difference, against, displayPath, snapshot, style: terminal.style }),
    );
    const { changed, added, gone } = difference;
    // A commit has no lock that has to be brought up to date: there only what is lost counts.
    const found = options.diff === undefined ? changed.length + added.length + gone.length : changed.length;
    return found > 0 ? exitCode.findings : exitCode.clean;
  } finally {
    engine.dispose();
  }
}

function sinceCommit(
  engine: Engine,
  project: CheckedProject,
  snapshot: Snapshot,
  now: readonly PlacedPrefix[],
  { diff = 'HEAD', paths }: LockOptions,
  cwd: string,
): LockDifference {
  const commit = comparedCommit(project.base, diff, snapshot, cwd, paths);
  const sources = [...project.found.files.map(({ path }) => path), ...commit.goneSources];
  const { displayPath } = project;
  const renamed = new Map(commit.gone.map((path) => [displayPath(path), displayPath(commit.renamed(path))]));
  return compareLocks(prefixesAt(engine, project, commit.snapshot, sources), now, (file) => renamed.get(file) ?? file);
}

/** In the order of files and lines, so that a lock is the same wherever it is written. */
function prefixesAt(engine: Engine, project: CheckedProject, snapshot: Snapshot, paths: readonly string[]) {
  return placedCalls(engine, project, defaultSettings, snapshot, paths)
    .toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line))
    .flatMap((placed) => lockedCall(placed) ?? []);
}
