// Analyses the files of a run: takes over what an earlier run knows, shares the rest out, and gathers what was found.
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import type { Engine, EngineBasics, Finding, Place } from '../engine/index.ts';
import {
  type FileStamp,
  fileSettings,
  isIgnoredByConfig,
  type KeptFile,
  type ProjectConfig,
  type RecordedSnapshot,
} from '../host/index.ts';
import { defaultSettings, type Settings } from '../protocol/index.ts';
import { mergeFindings } from '../report/index.ts';
import type { AnalysisJob, AnalysisResults } from './analysisJob.ts';
import { analyzeHere } from './analyzeHere.ts';
import { analyzeInThreads } from './analyzeInThreads.ts';
import { createDeclaredWrappers } from './declaredWrappers.ts';
import type { FileAnalysis } from './fileAnalysis.ts';
import type { FoundFile } from './findFiles.ts';
import { readCandidates } from './readCandidates.ts';
import { type CachedAnalysis, readRun, writeRun } from './runCache.ts';

/** Starting a thread costs as much as analysing a few files. */
const leastFilesOfThread = 8;
/** More threads than these parse the same imports again and again. */
const mostThreads = 8;

export interface AnalyzeFilesInput {
  readonly basics: EngineBasics;
  /** Called at most once, and only when this thread has to analyse a file. */
  readonly engine: () => Promise<Engine>;
  readonly files: readonly FoundFile[];
  readonly snapshot: RecordedSnapshot;
  /** Texts that `snapshot` has instead of those on disk. */
  readonly edited?: ReadonlyMap<string, string>;
  readonly configOf: (path: string) => ProjectConfig | undefined;
  readonly roots: readonly string[];
  readonly displayPath: (path: string) => string;
  /** As an editor has them, with the folder that their globs are relative to; a config file wins over them. Undefined: the defaults. */
  readonly editor?: { readonly settings: Settings; readonly folder: string };
  /** The engine will not be asked for the files again. */
  readonly once?: boolean;
  /** Where results are kept between runs; undefined: nowhere. */
  readonly cache?: KeptFile | undefined;
  /** Undefined: everything on this thread. */
  readonly startThread?: (() => Worker) | undefined;
  /** Undefined: as many as are useful. */
  readonly threads?: number | undefined;
}

export interface AnalyzedFiles {
  readonly findings: readonly Finding[];
  /** Model calls; one that is seen from several files counts once. */
  readonly modelCalls: number;
  /** Files that were looked at, whether or not they have a model call. */
  readonly checked: number;
  readonly notes: readonly string[];
  /** Files that the engine failed on: the result is not complete. */
  readonly failures: readonly string[];
}

export async function analyzeFiles(input: AnalyzeFilesInput): Promise<AnalyzedFiles> {
  const { basics, files, configOf, displayPath, cache } = input;
  const paths = files.filter(({ path, named }) => named || !isIgnored(path, input)).map(({ path }) => path);
  const named = new Set(files.filter((file) => file.named).map(({ path }) => path));
  const declared = createDeclaredWrappers(configOf, input.editor?.settings ?? defaultSettings);
  const wrappers = declared.fingerprint(paths);
  const earlier = cache && readRun(cache, paths, wrappers);
  const stamps = createStampMerge(earlier?.stamps);
  const candidates =
    earlier?.candidates ??
    readCandidates(paths, named, (text, path) => basics.isRelevant(text, declared.of(path)), stamps.add, input.edited);
  const jobs = candidates.chosen.map(
    (path): AnalysisJob => ({ path, settings: JSON.stringify(settingsOf(path, input)) }),
  );
  const known = new Map<string, CachedAnalysis>();
  for (const { path, settings } of jobs) {
    const one = earlier?.analyses.get(path);
    if (one?.settings === settings) known.set(path, one);
  }
  const results = await runJobs(
    jobs.filter(({ path }) => !known.has(path)),
    input,
  );
  results.eachStamp(stamps.add);
  const fresh = new Map(results.analyses.map((one) => [one.path, one]));
  const notes = candidates.skipped.map(({ path, why }) => `${displayPath(path)} is skipped: ${why}.`);
  if (cache && !(earlier?.isCurrent === true && fresh.size === 0)) {
    const analyses = jobs.flatMap(({ path, settings }) => {
      const one = fresh.get(path);
      return known.get(path) ?? (one?.failure === undefined && one ? { ...one, settings, reads: () => one.reads } : []);
    });
    const why = writeRun(cache, { paths, wrappers, candidates, analyses, stamps: stamps.merged });
    if (why !== undefined) notes.push(`results are not kept for the next run: ${why}.`);
  }
  const all = jobs.flatMap(({ path }) => known.get(path) ?? fresh.get(path) ?? []);
  return {
    findings: mergeFindings(all.flatMap(({ findings }) => findings).filter((one) => isWanted(one, input))),
    modelCalls: new Set(all.flatMap(({ calls }) => calls.map(placeKey))).size,
    checked: candidates.checked,
    notes,
    failures: results.analyses.flatMap((one) => failureText(one, displayPath)),
  };
}

async function runJobs(jobs: readonly AnalysisJob[], input: AnalyzeFilesInput): Promise<AnalysisResults> {
  if (jobs.length === 0) return { analyses: [], eachStamp: () => undefined };
  const { startThread, engine, snapshot, once = false } = input;
  const threads = Math.min(
    input.threads ?? Math.min(availableParallelism(), mostThreads),
    Math.floor(jobs.length / leastFilesOfThread),
  );
  if (startThread === undefined || threads < 2) return analyzeHere(await engine(), jobs, snapshot, once);
  return analyzeInThreads(jobs, threads, startThread);
}

function settingsOf(path: string, { configOf, roots, editor }: AnalyzeFilesInput) {
  const { settings, folder } = editor ?? { settings: defaultSettings };
  return fileSettings({ path, settings, project: configOf(path), folder, roots });
}

function isIgnored(path: string, { configOf, editor }: AnalyzeFilesInput): boolean {
  return isIgnoredByConfig(path, configOf(path), editor?.settings, editor?.folder);
}

/** A finding may lie in another file than the one that was analysed, and that file's own settings count. */
function isWanted({ rule, place: { path } }: Finding, input: AnalyzeFilesInput): boolean {
  const { files } = input;
  if (isIgnored(path, input) && !files.some((file) => file.named && file.path === path)) return false;
  return settingsOf(path, input).rules[rule] !== 'off';
}

function failureText({ path, failure }: FileAnalysis, displayPath: (path: string) => string): readonly string[] {
  return failure === undefined ? [] : [`${displayPath(path)} could not be analysed: ${failure}`];
}

function placeKey({ path, start, end }: Place): string {
  return `${path}:${start}-${end}`;
}

interface StampMerge {
  readonly merged: ReadonlyMap<string, FileStamp>;
  readonly add: (path: string, stamp: FileStamp) => void;
}

/** A file that was read twice and differed has no stamp: nothing that was made of it is worth keeping. */
function createStampMerge(known: ReadonlyMap<string, FileStamp> | undefined): StampMerge {
  const merged = new Map(known);
  const doubtful = new Set<string>();
  return {
    merged,
    add(path, stamp) {
      if (doubtful.has(path)) return;
      const other = merged.get(path);
      // The hash is missing where only the size mattered.
      if (other === undefined || (other.hash === '' && other.size === stamp.size)) merged.set(path, stamp);
      else if (other.size !== stamp.size || (stamp.hash !== '' && other.hash !== stamp.hash)) {
        doubtful.add(path);
        merged.delete(path);
      }
    },
  };
}
