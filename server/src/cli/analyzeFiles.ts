// Runs the engine over files and gathers what it found; a file that fails is noted and the others go on.
import type { AnalyzedCall, Engine, Finding, Snapshot } from '../engine/index.ts';
import { fileSettings, isIgnoredByConfig, type ProjectConfig, readTextFile } from '../host/index.ts';
import { defaultSettings } from '../protocol/index.ts';
import { mergeFindings } from '../report/index.ts';
import { type CandidateFile, chooseFiles } from './chooseFiles.ts';
import type { FoundFile } from './findFiles.ts';

/** Larger files are not written by hand. */
const maxBytes = 1_000_000;

export interface AnalyzeFilesInput {
  readonly engine: Engine;
  readonly files: readonly FoundFile[];
  readonly snapshot: Snapshot;
  readonly configOf: (path: string) => ProjectConfig | undefined;
  readonly roots: readonly string[];
  readonly displayPath: (path: string) => string;
}

export interface AnalyzedFiles {
  readonly findings: readonly Finding[];
  readonly calls: readonly AnalyzedCall[];
  /** Files that were looked at, whether or not they have a model call. */
  readonly checked: number;
  readonly notes: readonly string[];
  /** Files that the engine failed on: the result is not complete. */
  readonly failures: readonly string[];
}

export function analyzeFiles(input: AnalyzeFilesInput): AnalyzedFiles {
  const { engine, files, snapshot, configOf, roots, displayPath } = input;
  const found: Finding[] = [];
  const calls: AnalyzedCall[] = [];
  const notes: string[] = [];
  const failures: string[] = [];
  const candidates: CandidateFile[] = [];
  for (const { path, named } of files) {
    if (!named && isIgnoredByConfig(path, configOf(path))) continue;
    const file = readTextFile(path, maxBytes);
    if (file.kind === 'text') candidates.push({ path, text: file.text });
    else notes.push(`${displayPath(path)} is skipped: ${file.kind === 'skipped' ? file.why : 'it is gone'}.`);
  }
  for (const { path } of chooseFiles(engine, candidates)) {
    const settings = fileSettings({ path, settings: defaultSettings, project: configOf(path), roots });
    try {
      const analysis = engine.analyze(path, snapshot, settings);
      found.push(...analysis.findings);
      calls.push(...analysis.calls);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      failures.push(`${displayPath(path)} could not be analysed: ${why}`);
    }
  }
  const kept = found.filter(({ rule, place: { path } }) => {
    const project = configOf(path);
    if (isIgnoredByConfig(path, project) && !files.some((file) => file.named && file.path === path)) return false;
    return fileSettings({ path, settings: defaultSettings, project, roots }).rules[rule] !== 'off';
  });
  return { findings: mergeFindings(kept), calls: distinctCalls(calls), checked: candidates.length, notes, failures };
}

/** A call seen from several files is one call. */
function distinctCalls(calls: readonly AnalyzedCall[]): readonly AnalyzedCall[] {
  const byPlace = new Map<string, AnalyzedCall>();
  for (const call of calls) {
    const { path, start, end } = call.call.site.place;
    byPlace.set(`${path}:${start}-${end}`, call);
  }
  return [...byPlace.values()];
}
