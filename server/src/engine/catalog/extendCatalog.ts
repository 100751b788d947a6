// Adds a user's own models, aliases and prices to the catalog; they win over the shipped rows.
import type { CatalogModel, Rates } from './catalogModel.ts';
import { type PublishedPrices, rates } from './rates.ts';
import { type Catalog, createCatalog, resolveModel, shippedCatalog } from './resolveModel.ts';

/** One entry of the settings or the config file. Prices in dollars per million tokens; what is left out comes from `like`. */
export interface ModelOverride {
  /** The name as the code writes it: a deployment, a gateway alias, or a shipped id to re-price. */
  readonly name: string;
  /** A shipped model that this one is, or behaves like. */
  readonly like?: string;
  readonly provider?: CatalogModel['provider'];
  readonly prices?: Partial<PublishedPrices>;
  readonly minimumPrefixTokens?: number;
  readonly contextWindow?: number;
  readonly maxOutput?: number;
  readonly tokenizer?: CatalogModel['tokenizer'];
}

/** `date` is the day that the overrides were read, ISO: the catalog has no clock. */
export function extendCatalog(
  overrides: readonly ModelOverride[],
  date: string,
  base: Catalog = shippedCatalog,
): Catalog {
  const added = overrides.map((override) => modelOf(override, date, base));
  const replaced = new Set(added.map((model) => model.id));
  return createCatalog([...base.models.filter((model) => !replaced.has(model.id)), ...added]);
}

function modelOf(override: ModelOverride, date: string, base: Catalog): CatalogModel {
  const like = resolveModel(override.like ?? override.name, base);
  const name = override.name.trim().toLowerCase();
  const merged = mergeRates(like?.rates, override.prices);
  // A user's price is the price: the tiers and surcharges of the shipped row no longer apply to it.
  const {
    rates: _rates,
    tier,
    fast,
    regional,
    asked: _asked,
    platform: _platform,
    isRegional: _r,
    ...row
  } = like ?? fallback(override);
  const keepsPrice = override.prices === undefined;
  return {
    ...row,
    id: like !== undefined && override.like === undefined ? like.id : name,
    aliases: like !== undefined && override.like === undefined ? [...like.aliases, name] : [name],
    ...(merged === undefined ? {} : { rates: merged }),
    ...(keepsPrice && tier !== undefined ? { tier } : {}),
    ...(keepsPrice && fast !== undefined ? { fast } : {}),
    ...(keepsPrice && regional !== undefined ? { regional } : {}),
    ...(override.minimumPrefixTokens === undefined ? {} : { minimumPrefixTokens: override.minimumPrefixTokens }),
    ...(override.contextWindow === undefined ? {} : { contextWindow: override.contextWindow }),
    ...(override.maxOutput === undefined ? {} : { maxOutput: override.maxOutput }),
    ...(override.tokenizer === undefined ? {} : { tokenizer: override.tokenizer }),
    ...(keepsPrice ? {} : { source: 'your settings', sourceDate: date, checkedOn: date }),
  };
}

function fallback(override: ModelOverride): ReturnType<typeof resolveModel> & object {
  const provider = override.provider ?? 'openai';
  return {
    id: override.name,
    provider,
    aliases: [],
    status: 'current',
    cache: provider === 'anthropic' ? 'anthropic' : provider === 'google' ? 'gemini-implicit' : 'none',
    tokenizer: override.tokenizer ?? (provider === 'anthropic' ? 'claude-4.7' : 'o200k_base'),
    format: provider === 'anthropic' ? 'claude-4.7' : provider === 'openai' ? 'openai' : 'other',
    tokenizerPresumed: override.tokenizer === undefined,
    source: 'your settings',
    sourceDate: '',
    checkedOn: '',
    asked: override.name,
    platform: 'first-party',
    isRegional: false,
  };
}

function mergeRates(base: Rates | undefined, prices: Partial<PublishedPrices> | undefined): Rates | undefined {
  if (prices === undefined) return base;
  const { input, output, ...optional } = prices;
  if (input === undefined || output === undefined) {
    if (base === undefined) return undefined;
    const given = rates({ input: input ?? 0, output: output ?? 0, ...optional });
    return {
      ...base,
      ...given,
      input: input === undefined ? base.input : given.input,
      output: output === undefined ? base.output : given.output,
    };
  }
  const given = rates({ input, output, ...optional });
  if (base === undefined) return given;
  // Cache rates that the user left out keep their shipped proportion to the input rate.
  const proportional = (value: bigint): bigint => (base.input === 0n ? value : (value * given.input) / base.input);
  return {
    ...(base.read === undefined ? {} : { read: proportional(base.read) }),
    ...(base.write5m === undefined ? {} : { write5m: proportional(base.write5m) }),
    ...(base.write1h === undefined ? {} : { write1h: proportional(base.write1h) }),
    ...(base.write30m === undefined ? {} : { write30m: proportional(base.write30m) }),
    ...given,
  };
}
