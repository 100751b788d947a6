// Analyses files on this thread, one after the other.
import type { Engine, EngineSettings } from '../engine/index.ts';
import type { RecordedSnapshot } from '../host/index.ts';
import type { AnalysisJob, AnalysisResults } from './analysisJob.ts';
import { fileAnalysis } from './fileAnalysis.ts';

/** `once`: the engine will not be asked for these files again. */
export function analyzeHere(
  engine: Engine,
  jobs: readonly AnalysisJob[],
  snapshot: RecordedSnapshot,
  once: boolean,
): AnalysisResults {
  const analyses = jobs.map(({ path, settings }) =>
    fileAnalysis(engine, path, snapshot, JSON.parse(settings) as EngineSettings, once),
  );
  return {
    analyses,
    eachStamp: (stamped) => {
      for (const [path, stamp] of snapshot.stamps) stamped(path, stamp);
    },
  };
}
