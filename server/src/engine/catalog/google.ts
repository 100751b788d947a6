// Google's Gemini models: prices and implicit-cache minimums, as of the dates in each row.
import type { CatalogModel, Ratio } from './catalogModel.ts';
import { type PublishedPrices, rates } from './rates.ts';

const half: Ratio = { numerator: 1n, denominator: 2n };

function gemini(
  id: string,
  prices: PublishedPrices,
  minimumPrefixTokens: number | undefined,
  maxOutput: number,
  tier?: { readonly above: number; readonly prices: PublishedPrices },
): CatalogModel {
  return {
    id,
    provider: 'google',
    aliases: [],
    status: 'current',
    rates: rates(prices),
    ...(tier === undefined ? {} : { tier: { above: tier.above, rates: rates(tier.prices) } }),
    batch: half,
    cache: 'gemini-implicit',
    ...(minimumPrefixTokens === undefined ? {} : { minimumPrefixTokens }),
    contextWindow: 1_048_576,
    maxOutput,
    tokenizer: 'gemini',
    format: 'other',
    // Google advises against another temperature than the default from Gemini 3 on.
    ...(id.startsWith('gemini-2.') ? { temperature: true } : {}),
    source: 'npm @earendil-works/pi-ai 1.5.2 generated catalogue; minimums ai.google.dev caching page (2026-10-13)',
    sourceDate: '2026-11-10',
    checkedOn: '2026-11-20',
  };
}

const proAbove200k = 200_000;

/** Sorted by id. */
export const googleModels: readonly CatalogModel[] = [
  gemini('gemini-2.5-flash', { input: 0.3, output: 2.5, read: 0.03 }, 2048, 65_536),
  gemini('gemini-2.5-flash-lite', { input: 0.1, output: 0.4, read: 0.01 }, undefined, 65_536),
  gemini('gemini-2.5-pro', { input: 1.25, output: 10, read: 0.125 }, 2048, 65_536, {
    above: proAbove200k,
    prices: { input: 2.5, output: 15, read: 0.25 },
  }),
  gemini('gemini-3-flash-preview', { input: 0.5, output: 3, read: 0.05 }, undefined, 65_536),
  gemini('gemini-3.1-flash-lite', { input: 0.25, output: 1.5, read: 0.025 }, undefined, 65_536),
  gemini('gemini-3.1-pro-preview', { input: 2, output: 12, read: 0.2 }, 4096, 65_536, {
    above: proAbove200k,
    prices: { input: 4, output: 18, read: 0.4 },
  }),
  gemini('gemini-3.5-flash', { input: 1.5, output: 9, read: 0.15 }, 4096, 65_536),
  gemini('gemini-3.5-flash-lite', { input: 0.3, output: 2.5, read: 0.03 }, undefined, 65_536),
  gemini('gemini-3.6-flash', { input: 0.75, output: 3.75, read: 0.075 }, 4096, 65_536),
  gemini('gemini-3.7-flash', { input: 0.75, output: 3.75, read: 0.075 }, 4096, 65_536),
  gemini('gemini-3.8-flash', { input: 0.75, output: 3.75, read: 0.075 }, 4096, 65_536),
  gemini('gemini-4-argon', { input: 2, output: 10, read: 0.1 }, 4096, 32_768),
];
