// Analyses files as a snapshot has them, on this thread: for states of the sources that are not on disk.
import type { Analysis, Engine, EngineSettings, Snapshot } from '../engine/index.ts';
import { candidateFile, chooseFiles, isIgnoredByConfig } from '../host/index.ts';
import type { CheckedProject } from './checkedProject.ts';

export interface AnalyzeAtInput {
  readonly engine: Engine;
  readonly configOf: CheckedProject['configOf'];
  readonly settingsOf: (path: string) => EngineSettings;
  readonly snapshot: Snapshot;
  /** Files that the snapshot lacks are left out. */
  readonly paths: readonly string[];
}

export function analyzeAt({ engine, configOf, settingsOf, snapshot, paths }: AnalyzeAtInput): readonly Analysis[] {
  const candidates = paths.flatMap((path) => {
    const text = isIgnoredByConfig(path, configOf(path)) ? undefined : snapshot.read(path);
    if (text === undefined) return [];
    const wrappers = settingsOf(path).declarations?.wrappers;
    return [candidateFile(path, text, (one) => engine.isRelevant(one, wrappers))];
  });
  return chooseFiles(candidates).map(({ path }) => engine.analyze(path, snapshot, settingsOf(path)));
}
