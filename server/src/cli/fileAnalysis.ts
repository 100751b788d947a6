// What the command line keeps of the analysis of one file: plain data that can cross threads and be written down.
import type { Engine, EngineSettings, Finding, Place, Snapshot } from '../engine/index.ts';

export interface FileAnalysis {
  readonly path: string;
  readonly findings: readonly Finding[];
  /** Where model calls were seen, in this file and in those that it runs. */
  readonly calls: readonly Place[];
  /** Every path that was looked at, absent ones included. */
  readonly reads: readonly string[];
  /** Why there is no result. */
  readonly failure?: string;
}

/** Never throws. With `once` the engine lets go of what it knows of the file: most of the memory of a run would be such analyses. */
export function fileAnalysis(
  engine: Engine,
  path: string,
  snapshot: Snapshot,
  settings: EngineSettings,
  once: boolean,
): FileAnalysis {
  try {
    const { findings, calls, reads } = engine.analyze(path, snapshot, settings);
    if (once) engine.release(path);
    return { path, findings, calls: calls.map(({ call }) => call.site.place), reads };
  } catch (error) {
    return failedAnalysis(path, error instanceof Error ? error.message : String(error));
  }
}

export function failedAnalysis(path: string, failure: string): FileAnalysis {
  return { path, findings: [], calls: [], reads: [], failure };
}
