// Door of the model room: the vocabulary every other room speaks.
export type * from './analysis.ts';
export type * from './callSite.ts';
export type * from './declarations.ts';
export type * from './estimate.ts';
export type * from './expression.ts';
export type * from './facts.ts';
export type * from './finding.ts';
export * from './freshness.ts';
export * from './hitRate.ts';
export type * from './ir.ts';
export type * from './request.ts';
export * from './samePieces.ts';
export type * from './segment.ts';
export * from './slicing.ts';
export type * from './statement.ts';
export type * from './value.ts';
export * from './volatility.ts';
