// Everything the engine knows of one document, in the form every surface reads.
import type { Estimate } from './estimate.ts';
import type { Facts, ModelCall, Note } from './facts.ts';
import type { Finding } from './finding.ts';
import type { PatternMember, PatternName } from './pattern.ts';
import type { Layout } from './segment.ts';

/** A model call with its wire layout and its price. */
export interface AnalyzedCall {
  readonly call: ModelCall;
  readonly layout: Layout;
  readonly estimate: Estimate;
  /** Patterns that it is part of, with what it does in each; those of several calls first. */
  readonly patterns: readonly PatternShare[];
}

/** One call's part in a pattern. */
export interface PatternShare extends PatternMember {
  readonly name: PatternName;
  /** Calls of the pattern, the call itself included; of a chain its steps. */
  readonly size: number;
}

export interface Analysis {
  readonly path: string;
  readonly facts: Facts;
  readonly calls: readonly AnalyzedCall[];
  /** Sorted by path, offset, rule. May lie in other documents than `path`: a finding lands where the user must edit. */
  readonly findings: readonly Finding[];
  /** Every path that was read, absent ones included: the analysis is valid while these are unchanged. */
  readonly reads: readonly string[];
  readonly notes: readonly Note[];
}
