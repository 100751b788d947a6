// Finds the catalog row of a model name, by exact spelling or dated suffix only.
import type { ProviderId } from '../model/index.ts';
import { amazonModels } from './amazon.ts';
import { anthropicModels } from './anthropic.ts';
import type { CatalogModel, Ratio, ResolvedModel } from './catalogModel.ts';
import { deepseekModels } from './deepseek.ts';
import { googleModels } from './google.ts';
import { mistralModels } from './mistral.ts';
import { readModelName } from './modelName.ts';
import { openaiModels } from './openai.ts';
import { scaleRates } from './rates.ts';
import { xaiModels } from './xai.ts';

/** Rows by every exact spelling. */
export interface Catalog {
  readonly models: readonly CatalogModel[];
  readonly bySpelling: ReadonlyMap<string, CatalogModel>;
}

export function createCatalog(models: readonly CatalogModel[]): Catalog {
  const bySpelling = new Map<string, CatalogModel>();
  for (const model of models) {
    for (const spelling of [model.id, ...model.aliases]) bySpelling.set(spelling.toLowerCase(), model);
  }
  return { models, bySpelling };
}

/** The rows that ship with the product. */
export const shippedCatalog: Catalog = createCatalog([
  ...anthropicModels,
  ...openaiModels,
  ...googleModels,
  ...amazonModels,
  ...xaiModels,
  ...deepseekModels,
  ...mistralModels,
]);

/**
 * The row of a model name: canonical and dated ids, Bedrock (`us.anthropic.claude-…-v1:0`), Google Cloud (`…@20250929`) and router
 * spellings. Undefined for everything else: a family match would price a model at its neighbour's rates.
 */
export function resolveModel(name: string, catalog: Catalog = shippedCatalog): ResolvedModel | undefined {
  const read = readModelName(name);
  for (const candidate of read.candidates) {
    const model = catalog.bySpelling.get(candidate);
    if (model === undefined) continue;
    const resolved = { ...model, asked: name, platform: read.platform, isRegional: read.isRegional };
    return read.isRegional && model.regional !== undefined ? withSurcharge(resolved, model.regional) : resolved;
  }
  return undefined;
}

function withSurcharge(model: ResolvedModel, surcharge: NonNullable<CatalogModel['regional']>): ResolvedModel {
  return { ...model, ...pricesTimes(model, surcharge) };
}

/** Every price of a row times a factor: a surcharge, or the user's discount. */
export function pricesTimes(model: CatalogModel, by: Ratio): Partial<Pick<CatalogModel, 'rates' | 'tier' | 'fast'>> {
  return {
    ...(model.rates === undefined ? {} : { rates: scaleRates(model.rates, by) }),
    ...(model.tier === undefined ? {} : { tier: { above: model.tier.above, rates: scaleRates(model.tier.rates, by) } }),
    ...(model.fast === undefined ? {} : { fast: { rates: scaleRates(model.fast.rates, by) } }),
  };
}

const defaults: Partial<Record<ProviderId, string>> = {
  anthropic: 'claude-sonnet-5-5',
  openai: 'gpt-6.1-sol',
  google: 'gemini-4-argon',
  'amazon-bedrock': 'us.anthropic.claude-sonnet-5-5',
};

/** The model assumed when the source names none: the provider's current middle tier. */
export function defaultModelOf(provider: ProviderId, catalog: Catalog = shippedCatalog): ResolvedModel | undefined {
  const name = defaults[provider];
  return name === undefined ? undefined : resolveModel(name, catalog);
}
