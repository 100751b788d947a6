// Door of the engine: one analysis feeds every surface.
export type { AnalyzeSettings } from './analyze.ts';
export {
  createEngine,
  type Engine,
  type EngineResources,
  type EngineSettings,
  type RuleInfo,
  type Snapshot,
  type Timeline,
} from './createEngine.ts';
export { type EngineBasics, engineBasics } from './engineBasics.ts';
export type { Encoder, EncoderSource, Encoding } from './estimate/index.ts';
export { languageOf } from './languages/index.ts';
export * from './model/index.ts';
export { applyEdits, type Edit, LineIndex, type LinePosition, type Place, type Span } from './text/index.ts';
