// Adds a user's own models, aliases and prices to the catalog; they win over the shipped rows.
import type { CatalogModel, Rates, Ratio } from './catalogModel.ts';
import { type PublishedPrices, rates } from './rates.ts';
import { type Catalog, createCatalog, pricesTimes, resolveModel, shippedCatalog } from './resolveModel.ts';

/** One entry of the settings or the config file. Prices in dollars per million tokens; what is left out comes from `like`. */
export interface ModelOverride {
  /** The name as the code writes it: a deployment, a gateway alias, or a shipped id to re-price. */
  readonly name: string;
  /** A shipped model that this one is, or behaves like. */
  readonly like?: string | undefined;
  readonly provider?: CatalogModel['provider'] | undefined;
  readonly prices?: { readonly [Name in keyof PublishedPrices]?: number | undefined } | undefined;
  readonly minimumPrefixTokens?: number | undefined;
  readonly contextWindow?: number | undefined;
  readonly maxOutput?: number | undefined;
  readonly tokenizer?: CatalogModel['tokenizer'] | undefined;
  /** Day that the user checked the prices, ISO. */
  readonly date?: string | undefined;
}

/** A later entry wins over an earlier one of the same name. `discount` is a share off every price, 0 to 1. */
export function extendCatalog(
  overrides: readonly ModelOverride[],
  discount = 0,
  base: Catalog = shippedCatalog,
): Catalog {
  let catalog = base;
  for (const override of overrides) {
    const added = modelOf(override, catalog);
    catalog = createCatalog([...catalog.models.filter((model) => model.id !== added.id), added]);
  }
  if (discount === 0) return catalog;
  return createCatalog(catalog.models.map((model) => ({ ...model, ...pricesTimes(model, rest(discount)) })));
}

const millionths = 1_000_000;

/** What a discount leaves of a price. */
function rest(discount: number): Ratio {
  return { numerator: BigInt(Math.round((1 - discount) * millionths)), denominator: BigInt(millionths) };
}

function modelOf(override: ModelOverride, base: Catalog): CatalogModel {
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
  const { name: _n, like: _l, date: _d, ...facts } = override;
  const isAlias = Object.values(facts).every((fact) => fact === undefined) && like?.isRegional === false;
  const isSame = like !== undefined && (override.like === undefined || isAlias);
  return {
    ...row,
    id: isSame ? like.id : name,
    aliases: isSame ? [...like.aliases, name] : [name],
    ...(merged === undefined ? {} : { rates: merged }),
    ...(keepsPrice && tier !== undefined ? { tier } : {}),
    ...(keepsPrice && fast !== undefined ? { fast } : {}),
    ...(keepsPrice && regional !== undefined ? { regional } : {}),
    ...(override.minimumPrefixTokens === undefined ? {} : { minimumPrefixTokens: override.minimumPrefixTokens }),
    ...(override.contextWindow === undefined ? {} : { contextWindow: override.contextWindow }),
    ...(override.maxOutput === undefined ? {} : { maxOutput: override.maxOutput }),
    ...(override.tokenizer === undefined ? {} : { tokenizer: override.tokenizer }),
    ...(keepsPrice ? {} : { source: 'your settings', sourceDate: override.date ?? '', checkedOn: override.date ?? '' }),
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

function mergeRates(base: Rates | undefined, written: ModelOverride['prices']): Rates | undefined {
  if (written === undefined) return base;
  const prices = Object.fromEntries(
    Object.entries(written).filter(([, price]) => price !== undefined),
  ) as Partial<PublishedPrices>;
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
