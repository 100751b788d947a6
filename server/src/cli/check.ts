// `hitrate check`: finds what breaks the prompt cache in files and folders, and reports it.
import type { Worker } from 'node:worker_threads';
import type { Engine, EngineBasics, Finding, Snapshot } from '../engine/index.ts';
import {
  cacheFolder,
  createKeptFile,
  createRecordedSnapshot,
  fileSettings,
  isNotebookPath,
  type KeptFile,
  repositoryRoot,
} from '../host/index.ts';
import { defaultSettings } from '../protocol/index.ts';
import { mergeFindings, safeFix } from '../report/index.ts';
import { analyzeAt } from './analyzeAt.ts';
import { type AnalyzedFiles, analyzeFiles } from './analyzeFiles.ts';
import { applySafeFixes } from './applySafeFixes.ts';
import { type CheckedProject, checkedProject } from './checkedProject.ts';
import { type CheckOptions, checkOptions, levels } from './checkOptions.ts';
import { comparedCommit } from './comparedCommit.ts';
import { type ExitCode, exitCode } from './exitCode.ts';
import { newFindings } from './newFindings.ts';
import { reporters } from './reporters/index.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';

/** Fixes can make room for others; more rounds than these mean that two of them undo each other. */
const mostRounds = 5;

export interface CheckDependencies {
  readonly basics: EngineBasics;
  readonly createEngine: () => Promise<Engine>;
  /** Tells this build of the program from others; without it nothing is kept between runs. */
  readonly build?: string | undefined;
  /** Undefined where there is no bundle to run in a thread. */
  readonly startThread?: (() => Worker) | undefined;
}

export async function check(
  args: readonly string[],
  terminal: Terminal,
  { basics, createEngine, build, startThread }: CheckDependencies,
): Promise<ExitCode> {
  const options = checkOptions(args);
  const unknown = options.rules.find((id) => !basics.rules.some((rule) => rule.id === id));
  if (unknown !== undefined) throw new UsageError(`There is no rule ${JSON.stringify(unknown)}.`);
  const project = checkedProject(terminal.cwd, options.paths, basics, options.config, options.tests);
  const { found, base, displayPath, configOf } = project;
  let engine: Promise<Engine> | undefined;
  try {
    let snapshot = createRecordedSnapshot();
    const analyze = async (): Promise<AnalyzedFiles> => {
      const all = await analyzeFiles({
        basics,
        engine: () => (engine ??= createEngine()),
        files: found.files,
        snapshot,
        configOf,
        roots: [repositoryRoot(base)],
        displayPath,
        // Fixes are written into the very texts that were analysed, so those have to be read by this thread and in this run.
        ...(options.fix ? {} : { cache: cacheOf(options, project, build), startThread, threads: options.threads }),
      });
      const findings = all.findings.filter(
        ({ rule, severity }) =>
          levels.indexOf(severity) >= levels.indexOf(options.level) &&
          (options.rules.length === 0 || options.rules.includes(rule)),
      );
      return { ...all, findings };
    };
    let result = await analyze();
    let fixed = 0;
    for (let round = 0; options.fix && round < mostRounds; round++) {
      const count = applySafeFixes(result.findings, snapshot, found.files);
      if (count === 0) break;
      fixed += count;
      snapshot = createRecordedSnapshot();
      result = await analyze();
    }
    if (options.diff !== undefined) {
      const started = engine ?? createEngine();
      engine = started;
      const commit = comparedCommit(base, options.diff, snapshot, terminal.cwd, options.paths);
      const before = findingsAt(await started, project, commit.snapshot, [
        ...found.files.map(({ path }) => path),
        ...commit.goneSources,
      ]);
      const old = { findings: before, read: commit.snapshot.read };
      result = {
        ...result,
        findings: newFindings(old, { findings: result.findings, read: snapshot.read }, commit.renamed),
      };
    }
    const left = options.fix ? result.findings.filter(isLeftInNotebook).length : 0;
    if (left > 0) {
      terminal.warn(
        `hitrate: notebooks are not written: change ${left === 1 ? 'a cell' : `${left} places`} by hand.\n`,
      );
    }
    for (const note of [...found.notes, ...result.notes, ...result.failures]) terminal.warn(`hitrate: ${note}\n`);
    terminal.write(
      reporters[options.format]({
        ...result,
        fixed,
        base,
        displayPath,
        basics,
        textAt: (path) => snapshot.read(path),
        style: terminal.style,
      }),
    );
    if (result.failures.length > 0) return exitCode.error;
    return result.findings.length > 0 ? exitCode.findings : exitCode.clean;
  } finally {
    (await engine?.catch(() => undefined))?.dispose();
  }
}

function findingsAt(
  engine: Engine,
  { configOf, base }: CheckedProject,
  snapshot: Snapshot,
  paths: readonly string[],
): readonly Finding[] {
  const roots = [repositoryRoot(base)];
  const settingsOf = (path: string) =>
    fileSettings({ path, settings: defaultSettings, project: configOf(path), roots });
  const analyses = analyzeAt({ engine, configOf, settingsOf, snapshot, paths });
  return mergeFindings(analyses.flatMap(({ findings }) => findings));
}

function cacheOf(
  { cache, cacheDir }: CheckOptions,
  { base, found }: CheckedProject,
  build: string | undefined,
): KeptFile | undefined {
  if (!cache || build === undefined) return undefined;
  // A named file is checked where another is left out.
  const named = found.files.filter((file) => file.named).map(({ path }) => path);
  return createKeptFile(cacheDir ?? cacheFolder(base, process.env), base, [build, ...named].join('\n'));
}

function isLeftInNotebook(finding: Finding): boolean {
  return safeFix(finding)?.changes.some(({ path }) => isNotebookPath(path)) === true;
}
