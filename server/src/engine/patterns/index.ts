// Door of the patterns: what groups of model calls are arranged as.
export { patternsOf } from './patternsOf.ts';
export { sharesOf } from './sharesOf.ts';
