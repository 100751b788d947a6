// What a reporter is given, and what it is.
import type { EngineBasics, Finding } from '../../engine/index.ts';
import type { Style } from '../../report/index.ts';

export interface CheckReport {
  /** Sorted by path and place; each once. */
  readonly findings: readonly Finding[];
  /** Model calls in them. */
  readonly modelCalls: number;
  /** Files that were looked at. */
  readonly checked: number;
  /** Findings mended by `--fix`. */
  readonly fixed: number;
  /** Folder that machine-readable paths are relative to. */
  readonly base: string;
  readonly displayPath: (path: string) => string;
  readonly textAt: (path: string) => string | undefined;
  readonly basics: EngineBasics;
  readonly style: Style;
}

/** Returns the whole output, ended by a line break. */
export type Reporter = (report: CheckReport) => string;
