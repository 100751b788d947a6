// The rows of the accuracy measurement: findings, the verdicts on them, and model calls listed by hand.

export interface Finding {
  /** `owner/name` */
  readonly repository: string;
  /** Relative to the repository, with slashes. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly rule: string;
  readonly severity: string;
}

/** A finding that somebody judged by reading the code. */
export interface Judgement {
  readonly repository: string;
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  readonly verdict: 'right' | 'wrong';
  readonly why: string;
}

/** A model call that somebody found by reading the repository. */
export interface ListedCall {
  readonly repository: string;
  readonly path: string;
  /** Line on which the callee stands. */
  readonly line: number;
  /** Name of what is called. */
  readonly call: string;
}

/** Lines of the calls that the engine saw, by `owner/name/path`; files of repositories that are not there are missing. */
export type SeenCalls = ReadonlyMap<string, ReadonlySet<number>>;
