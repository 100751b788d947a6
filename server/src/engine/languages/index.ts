// Door of the languages room: from text to the neutral representation.
export { createLowering, type Lowering, type LoweringOptions, type SourceDocument } from './createLowering.ts';
export { languageOf } from './languageOf.ts';
