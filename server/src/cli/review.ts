// `hitrate review`: what a change of the sources brings, as one comment for a pull request.
import type { Engine } from '../engine/index.ts';
import { createDiskSnapshot } from '../host/index.ts';
import { defaultSettings } from '../protocol/index.ts';
import { compareCosts, differenceMarkdown, plainStyle } from '../report/index.ts';
import { checkedProject } from './checkedProject.ts';
import { levels } from './checkOptions.ts';
import { comparedCommit } from './comparedCommit.ts';
import { costRows } from './costRows.ts';
import { type ExitCode, exitCode } from './exitCode.ts';
import { findingsAt } from './findingsAt.ts';
import { lockDifferenceMarkdown } from './lock/lockReport.ts';
import { prefixesAt, prefixesSince } from './lock/prefixes.ts';
import { newFindings } from './newFindings.ts';
import { parseOptions } from './parseOptions.ts';
import { settingsAt } from './placedCalls.ts';
import { markdownTable } from './reporters/markdown.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';

/** Hints are for the editor. */
const mildest = levels.indexOf('information');

/** New findings, the change of the cost of each call, and the warm caches that are lost. Exit code 1 when there are new findings. */
export async function review(
  args: readonly string[],
  terminal: Terminal,
  createEngine: () => Promise<Engine>,
): Promise<ExitCode> {
  const { values, positionals } = parseOptions(args, {
    diff: { type: 'string' },
    config: { type: 'string' },
    'no-color': { type: 'boolean', default: false },
  });
  if (values.diff === undefined) throw new UsageError('review compares with a commit: hitrate review --diff <commit>.');
  const paths = positionals.length === 0 ? ['.'] : positionals;
  const engine = await createEngine();
  try {
    const project = checkedProject(terminal.cwd, paths, engine, values.config);
    const snapshot = createDiskSnapshot({ frozen: true });
    const base = comparedCommit(project, values.diff, snapshot, terminal.cwd, paths);
    const files = project.found.files.map(({ path }) => path);
    const findings = newFindings(
      { findings: findingsAt(engine, project, base.snapshot, base.sources), read: base.snapshot.read },
      { findings: findingsAt(engine, project, snapshot, files), read: snapshot.read },
      base.renamed,
    ).filter(({ severity }) => levels.indexOf(severity) >= mildest);
    const rows = (...at: [typeof snapshot, readonly string[]]) => costRows(engine, project, defaultSettings, ...at);
    const changes = compareCosts(rows(base.snapshot, base.sources), rows(snapshot, files), base.renamedShown);
    const { scenario } = settingsAt(project.base, project, defaultSettings);
    const { displayPath } = project;
    const prefixes = {
      engine,
      difference: prefixesSince(engine, project, base, prefixesAt(engine, project, snapshot, files)),
      against: values.diff,
      displayPath,
      snapshot,
      style: plainStyle,
    };
    const table = markdownTable({ findings, displayPath, basics: engine, textAt: snapshot.read });
    terminal.write(
      [
        '## New findings',
        '',
        ...(table.length === 0 ? ['None.', ''] : table),
        differenceMarkdown(engine, { base: values.diff, changes, scenario }),
        lockDifferenceMarkdown(prefixes),
      ].join('\n'),
    );
    return findings.length > 0 ? exitCode.findings : exitCode.clean;
  } finally {
    engine.dispose();
  }
}
