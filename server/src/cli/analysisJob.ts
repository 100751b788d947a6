// A file to analyse, and what comes back of many of them, wherever they were analysed.
import type { FileStamp } from '../host/index.ts';
import type { FileAnalysis } from './fileAnalysis.ts';

export interface AnalysisJob {
  readonly path: string;
  /** `EngineSettings` in the form of `JSON.stringify`. */
  readonly settings: string;
}

export interface AnalysisResults {
  /** In the order of the jobs. */
  readonly analyses: readonly FileAnalysis[];
  /** Calls `stamped` with what each file that was looked at was like, more than once where threads read the same file. */
  readonly eachStamp: (stamped: (path: string, stamp: FileStamp) => void) => void;
}
