// Amazon's own models on Bedrock: prices, as of the dates in each row. Claude on Bedrock is resolved to Anthropic's rows.
import type { CatalogModel } from './catalogModel.ts';
import { type PublishedPrices, rates } from './rates.ts';

function nova(id: string, prices: PublishedPrices, contextWindow: number, maxOutput: number): CatalogModel {
  return {
    id,
    provider: 'amazon-bedrock',
    aliases: [],
    status: 'current',
    rates: rates(prices),
    cache: 'nova',
    contextWindow,
    maxOutput,
    tokenizer: 'unknown',
    format: 'other',
    temperature: true,
    source: 'npm @earendil-works/pi-ai 1.5.2 generated catalogue',
    sourceDate: '2026-11-10',
    checkedOn: '2026-11-20',
    note: 'Reads cost 0.25 x input, writes have no surcharge. No checked source gives the minimum prefix.',
  };
}

/** Sorted by id. */
export const amazonModels: readonly CatalogModel[] = [
  nova('nova-2-lite', { input: 0.3, output: 2.5, read: 0.075, write5m: 0.3 }, 1_000_000, 65_535),
  nova('nova-lite', { input: 0.06, output: 0.24, read: 0.015, write5m: 0.06 }, 300_000, 10_000),
  nova('nova-micro', { input: 0.035, output: 0.14, read: 0.00875, write5m: 0.035 }, 128_000, 10_000),
  nova('nova-pro', { input: 0.8, output: 3.2, read: 0.2, write5m: 0.8 }, 300_000, 10_000),
];
