// `hitrate lock`: keeps what each cached prefix is, and says which change loses a warm cache and what that costs once.
import { resolve } from 'node:path';
import type { Engine } from '../../engine/index.ts';
import { createDiskSnapshot, slashPath } from '../../host/index.ts';
import { checkedProject } from '../checkedProject.ts';
import { comparedCommit } from '../comparedCommit.ts';
import { type ExitCode, exitCode } from '../exitCode.ts';
import { writeTextFile } from '../jsonFile.ts';
import type { Terminal } from '../terminal.ts';
import { compareLocks } from './compareLocks.ts';
import { lockFileName, lockText, readLock } from './lockFile.ts';
import { lockOptions } from './lockOptions.ts';
import { lockDifferenceJson, lockDifferenceMarkdown, lockDifferenceText } from './lockReport.ts';
import { prefixesAt, prefixesSince } from './prefixes.ts';

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
      options.diff === undefined
        ? compareLocks(kept ?? [], now)
        : prefixesSince(
            engine,
            project,
            comparedCommit(project, options.diff, snapshot, terminal.cwd, options.paths),
            now,
          );
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
