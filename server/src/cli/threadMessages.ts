// What the main thread and the threads that analyse say to each other.
import type { FileStamp } from '../host/index.ts';
import type { AnalysisJob } from './analysisJob.ts';
import type { FileAnalysis } from './fileAnalysis.ts';

/** The data that a thread is started with that is to analyse files: others load the same bundle for its engine. */
export const analysisThread = 'analysis';

/** To a thread: its next file, under a number that comes back with the answer. */
export interface ThreadJob extends AnalysisJob {
  readonly job: number;
}

/** From a thread, once: it can take jobs now. */
export const threadReady = 'ready';

/** From a thread. It numbers the paths that it looks at in the order in which it first meets them. */
export interface ThreadAnswer {
  readonly job: number;
  readonly analysis: Omit<FileAnalysis, 'reads'>;
  /** Numbers of the paths that were read. */
  readonly reads: Uint32Array;
  /** The paths that are new since the last answer. */
  readonly stamps: readonly (readonly [path: string, stamp: FileStamp])[];
}
