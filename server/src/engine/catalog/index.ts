// Door of the catalog room: models, prices and cache rules as dated, sourced data.
export { type CacheFacts, type CacheTtl, cacheFactsOf } from './cacheFacts.ts';
export type {
  CacheFactsId,
  CatalogModel,
  ModelStatus,
  Platform,
  PriceTier,
  PromptFormat,
  Rates,
  Ratio,
  ResolvedModel,
  TokenizerFamily,
  ToolPrompt,
  Vendor,
} from './catalogModel.ts';
export { extendCatalog, type ModelOverride } from './extendCatalog.ts';
export {
  type CacheEffect,
  effectOfChange,
  effectsOfChanges,
  type LevelEffects,
  type RequestChange,
} from './invalidation.ts';
export { scaled } from './rates.ts';
export { type Catalog, createCatalog, defaultModelOf, resolveModel, shippedCatalog } from './resolveModel.ts';
export {
  type OpenAiSimulatorSettings,
  openAiSettingsOf,
  type SimulatorSettings,
  simulatorSettingsOf,
} from './simulatorSettings.ts';
export { smallerModelOf } from './smallerModelOf.ts';
