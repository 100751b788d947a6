// `hitrate check`: finds what breaks the prompt cache in files and folders, and reports it.
import type { Worker } from 'node:worker_threads';
import type { Engine, EngineBasics, Finding, Snapshot } from '../engine/index.ts';
import {
  cacheFolder,
  createKeptFile,
  createRecordedSnapshot,
  type KeptFile,
  type RecordedSnapshot,
  repositoryRoot,
} from '../host/index.ts';
import { counted } from '../report/index.ts';
import { type AnalyzedFiles, analyzeFiles } from './analyzeFiles.ts';
import { openBaseline } from './baseline.ts';
import { checkedInput, inputText } from './checkedInput.ts';
import type { CheckedProject } from './checkedProject.ts';
import { type CheckOptions, checkOptions, levels } from './checkOptions.ts';
import { comparedCommit } from './comparedCommit.ts';
import { type ExitCode, exitCode } from './exitCode.ts';
import { fails } from './fails.ts';
import { findingsAt } from './findingsAt.ts';
import { fixDiff } from './fixDiff.ts';
import { type FixedFiles, fixFiles } from './fixFiles.ts';
import { newFindings } from './newFindings.ts';
import { type CheckReport, reporters } from './reporters/index.ts';
import type { Terminal } from './terminal.ts';
import { updateBaseline } from './updateBaseline.ts';
import { UsageError } from './usageError.ts';

export interface CheckDependencies {
  readonly basics: EngineBasics;
  readonly createEngine: () => Promise<Engine>;
  /** Tells this build of the program from others; without it nothing is kept between runs. */
  readonly build?: string | undefined;
  /** The standard input, whole. */
  readonly readInput?: (() => string) | undefined;
  /** Undefined where there is no bundle to run in a thread. */
  readonly startThread?: (() => Worker) | undefined;
}

interface Checked extends AnalyzedFiles {
  /** Of every rule and severity, known or not. */
  readonly everything: readonly Finding[];
  /** Findings that the baseline keeps silent. */
  readonly silenced: number;
  readonly snapshot: RecordedSnapshot;
}

export async function check(
  args: readonly string[],
  terminal: Terminal,
  { basics, createEngine, build, startThread, readInput }: CheckDependencies,
): Promise<ExitCode> {
  const options = checkOptions(args);
  const unknown = options.rules.find((id) => !basics.rules.some((rule) => rule.id === id));
  if (unknown !== undefined) throw new UsageError(`There is no rule ${JSON.stringify(unknown)}.`);
  const input = options.stdinPath === undefined ? undefined : inputText(options.stdinPath, terminal.cwd, readInput);
  const project = checkedInput(options, terminal.cwd, basics, input);
  const { found, base, displayPath, configOf } = project;
  const baseline = options.baseline && openBaseline(options.baseline, terminal.cwd);
  let engine: Promise<Engine> | undefined;
  const started = (): Promise<Engine> => (engine ??= createEngine());
  try {
    const known = await earlierFindings(options, terminal, project, started);
    const analyze = async (changed: ReadonlyMap<string, string>): Promise<Checked> => {
      const edited =
        input === undefined || changed.has(input.path) ? changed : new Map([...changed, [input.path, input.text]]);
      const snapshot = createRecordedSnapshot({ edited });
      const all = await analyzeFiles({
        basics,
        engine: started,
        files: found.files,
        snapshot,
        edited,
        configOf,
        roots: [repositoryRoot(base)],
        displayPath,
        // Fixes are made in the very texts that were analysed, so those have to be read by this thread and in this run.
        ...(options.fix === undefined && input === undefined
          ? { cache: cacheOf(options, project, build), startThread, threads: options.threads, once: true }
          : {}),
      });
      const asked = all.findings.filter(
        ({ rule, severity }) =>
          levels.indexOf(severity) >= levels.indexOf(options.level) &&
          (options.rules.length === 0 || options.rules.includes(rule)),
      );
      const unknown = baseline?.unknown(asked, snapshot.read) ?? asked;
      const findings = known?.(unknown, snapshot.read) ?? unknown;
      return { ...all, findings, silenced: asked.length - unknown.length, everything: all.findings, snapshot };
    };
    const fixing = options.fix && (await fixFiles({ most: options.fix, write: !options.dryRun, analyze, project }));
    const result = fixing?.result ?? (await analyze(new Map()));
    const { snapshot } = result;
    for (const note of [...found.notes, ...result.notes, ...(fixing?.notes ?? []), ...result.failures])
      terminal.warn(`hitrate: ${note}\n`);
    const report: CheckReport = {
      ...result,
      fixed: fixing?.fixed ?? 0,
      base,
      displayPath,
      basics,
      textAt: (path) => snapshot.read(path),
      style: terminal.style,
    };
    const failed = result.failures.length > 0 || fixing?.failed === true;
    if (fixing !== undefined && options.dryRun) {
      terminal.write(fixDiff(fixing.files, displayPath));
      terminal.warn(`hitrate: ${dryRunSummary(fixing, result.findings.length)}\n`);
      if (failed) return exitCode.error;
      return result.findings.length + fixing.fixed > 0 ? exitCode.findings : exitCode.clean;
    }
    if (baseline !== undefined && !failed) {
      const checked = new Set(found.files.map(({ path }) => path));
      const update = updateBaseline(baseline, { ...result, read: snapshot.read, checked });
      for (const note of update.notes) terminal.warn(`hitrate: ${note}\n`);
      if (update.isNew) return exitCode.clean;
    }
    terminal.write(reporters[options.format](report));
    if (failed) return exitCode.error;
    return fails(result.findings, options) ? exitCode.findings : exitCode.clean;
  } finally {
    (await engine?.catch(() => undefined))?.dispose();
  }
}

/** Undefined without `--diff`. Takes away the findings that the commit had already. */
async function earlierFindings(
  { diff, paths }: CheckOptions,
  { cwd }: Terminal,
  project: CheckedProject,
  started: () => Promise<Engine>,
): Promise<((findings: readonly Finding[], read: Snapshot['read']) => readonly Finding[]) | undefined> {
  if (diff === undefined) return undefined;
  const now = createRecordedSnapshot();
  const commit = comparedCommit(project, diff, now, cwd, paths);
  const findings = findingsAt(await started(), project, commit.snapshot, commit.sources);
  const old = { findings, read: commit.snapshot.read };
  return (after, read) => newFindings(old, { findings: after, read }, commit.renamed);
}

function dryRunSummary({ fixed, files }: FixedFiles, left: number): string {
  const head =
    fixed === 0
      ? 'nothing would be fixed'
      : `${counted(fixed, 'finding')} would be fixed in ${counted(files.length, 'file')}`;
  return `${head}; ${left === 0 ? 'no finding' : counted(left, 'finding')} would be left.`;
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
