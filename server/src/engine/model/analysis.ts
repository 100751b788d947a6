// Everything the engine knows of one document, in the form every surface reads.
import type { Estimate } from './estimate.ts';
import type { Facts, ModelCall, Note } from './facts.ts';
import type { Finding } from './finding.ts';
import type { Layout } from './segment.ts';

/** A model call with its wire layout and its price. */
export interface AnalyzedCall {
  readonly call: ModelCall;
  readonly layout: Layout;
  readonly estimate: Estimate;
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
