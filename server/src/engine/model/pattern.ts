// The patterns that model calls are arranged in.

/** The names that the field gives them. */
export type PatternName =
  | 'prompt chain'
  | 'route'
  | 'parallel'
  | 'orchestrator–workers'
  | 'evaluator–optimizer'
  | 'agent loop';

/** What a call does in a pattern. */
export type PatternRole = 'step' | 'router' | 'branch' | 'orchestrator' | 'worker' | 'synthesizer' | 'aggregator';

export interface PatternMember {
  /** Id of the model call. */
  readonly call: number;
  readonly role?: PatternRole;
  /** Of a chain, from 1. */
  readonly position?: number;
}

/** A group of model calls. A call may belong to several: a worker may be an agent loop by itself. */
export interface CallPattern {
  readonly name: PatternName;
  readonly members: readonly PatternMember[];
}
