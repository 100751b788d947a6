// Makes the rows of providers that cache the longest prefix by themselves, at no fee for writing.
import type { CatalogModel, TokenizerFamily } from './catalogModel.ts';
import { type PublishedPrices, rates } from './rates.ts';

/** Prices in dollars per million tokens; limits are the context window and the longest output, in tokens. */
type AutomaticRow = readonly [
  id: string,
  prices: PublishedPrices & { readonly read: number },
  limits: readonly [contextWindow: number, maxOutput: number],
  /** Factors on the input (cache reads included) and the output once a prompt is longer than `above` tokens. */
  tier?: { readonly above: number; readonly input: number; readonly output: number },
];

export function automaticModels(
  { provider, tokenizer }: { readonly provider: CatalogModel['provider']; readonly tokenizer: TokenizerFamily },
  rows: readonly AutomaticRow[],
): readonly CatalogModel[] {
  return rows.map(([id, prices, [contextWindow, maxOutput], tier]) => ({
    id,
    provider,
    aliases: [],
    status: 'current',
    rates: rates(prices),
    ...(tier === undefined
      ? {}
      : {
          tier: {
            above: tier.above,
            rates: rates({
              input: prices.input * tier.input,
              output: prices.output * tier.output,
              read: prices.read * tier.input,
            }),
          },
        }),
    cache: 'automatic-prefix',
    contextWindow,
    maxOutput,
    tokenizer,
    format: 'other',
    source: 'npm @earendil-works/pi-ai 1.5.2 generated catalogue',
    sourceDate: '2026-11-10',
    checkedOn: '2026-11-20',
    note: 'Caches prefixes by itself, best effort. No checked source gives the minimum prefix or the lifetime of an entry.',
  }));
}
