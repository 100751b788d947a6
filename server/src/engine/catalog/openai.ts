// OpenAI's models: prices, cache behaviour by generation and tokenizer, as of the dates in each row.
import type { CacheFactsId, CatalogModel, PromptFormat, Ratio, TokenizerFamily } from './catalogModel.ts';
import { rates } from './rates.ts';

const half: Ratio = { numerator: 1n, denominator: 2n };
const catalogueNovember = { source: 'npm @earendil-works/pi-ai 1.5.2 generated catalogue', sourceDate: '2026-11-10' };
const pricesAugust = { source: 'npm @pydantic/genai-prices 0.1.8', sourceDate: '2026-08-21' };
const historicalPage = { source: "OpenAI's historical price page", sourceDate: '2025-12' };

type Limits = readonly [contextWindow: number, maxOutput?: number];
type Prices = readonly [input: number, output: number, read?: number];
type Extra = Partial<Omit<CatalogModel, 'id' | 'provider' | 'rates' | 'tier'>>;

interface Generation {
  readonly cache: CacheFactsId;
  readonly tokenizer: TokenizerFamily;
  readonly format: PromptFormat;
  readonly tokenizerPresumed?: boolean;
  readonly reasons?: boolean;
  readonly temperature?: boolean;
  /** Written tokens cost this much of the input rate: 1 where writing is free of a fee, absent where no source says. */
  readonly writeFactor?: number;
  readonly minimumPrefixTokens?: number;
  /** Input tokens above which the long-context rates hold: input and cache x 2, output x 1.5. */
  readonly tierAbove?: number;
}

const presumed = { tokenizer: 'o200k_base', tokenizerPresumed: true, format: 'openai-gpt-5' } as const;
const breakpoints: Generation = {
  ...presumed,
  cache: 'openai-breakpoints',
  minimumPrefixTokens: 1024,
  writeFactor: 1.25,
  tierAbove: 272_000,
};
const implicit: Generation = {
  ...presumed,
  cache: 'openai-implicit',
  minimumPrefixTokens: 1024,
  writeFactor: 1,
  tierAbove: 272_000,
};
const prefix5: Generation = { ...presumed, cache: 'openai-prefix', minimumPrefixTokens: 1024, writeFactor: 1 };
const prefix54: Generation = { ...prefix5, tierAbove: 272_000 };
const prefix4: Generation = {
  tokenizer: 'o200k_base',
  format: 'openai',
  temperature: true,
  cache: 'openai-prefix',
  minimumPrefixTokens: 1024,
  writeFactor: 1,
};
const uncached: Generation = { tokenizer: 'cl100k_base', format: 'openai', cache: 'none', temperature: true };
const reasoning: Generation = { ...prefix4, format: 'openai-reasoning', reasons: true, temperature: false };
/** Later models of the family answer at once unless effort is asked for. */
const reasoning5: Generation = { ...prefix5, reasons: true, temperature: false };

function gpt(
  id: string,
  [input, output, read]: Prices,
  generation: Generation,
  [contextWindow, maxOutput]: Limits,
  origin: { readonly source: string; readonly sourceDate: string } = catalogueNovember,
  extra: Extra = {},
): CatalogModel {
  const { writeFactor, tierAbove, minimumPrefixTokens, ...traits } = generation;
  const caches = generation.cache !== 'none' && read !== undefined;
  const prices = (inputFactor: number, outputFactor: number) =>
    rates({
      input: input * inputFactor,
      output: output * outputFactor,
      ...(read === undefined ? {} : { read: read * inputFactor }),
      ...(caches && writeFactor !== undefined ? { write30m: input * inputFactor * writeFactor } : {}),
    });
  return {
    id,
    provider: 'openai',
    aliases: [],
    status: 'current',
    rates: prices(1, 1),
    ...(tierAbove === undefined ? {} : { tier: { above: tierAbove, rates: prices(2, 1.5) } }),
    batch: half,
    ...(caches && minimumPrefixTokens !== undefined ? { minimumPrefixTokens } : {}),
    contextWindow,
    ...(maxOutput === undefined ? {} : { maxOutput }),
    ...traits,
    ...(caches ? {} : { cache: 'none' as const }),
    ...origin,
    checkedOn: '2026-11-20',
    ...extra,
  };
}

const long: Limits = [1_050_000, 128_000];
const medium: Limits = [400_000, 128_000];
const inferredWindow = 'The context window is inferred from sibling models; the source lists the price-tier boundary.';
const longNote = { note: inferredWindow };
const breakpointNote = { note: `The price of a 12 h write is not published. ${inferredWindow}` };
const legacy: Extra = { status: 'retired' };

/** Sorted by id. */
export const openaiModels: readonly CatalogModel[] = [
  gpt('chatgpt-4o-latest', [5, 15], { ...prefix4, cache: 'none' }, [128_000, 16_384], historicalPage, legacy),
  gpt(
    'codex-mini-latest',
    [1.5, 6, 0.375],
    { ...prefix4, temperature: false },
    [200_000, 100_000],
    historicalPage,
    legacy,
  ),
  gpt('gpt-3.5-turbo', [0.5, 1.5], uncached, [16_385, 4096], pricesAugust, {
    ...legacy,
    aliases: ['gpt-3.5-turbo-0125', 'gpt-35-turbo'],
  }),
  gpt('gpt-3.5-turbo-0613', [1.5, 2], uncached, [4096, 4096], historicalPage, {
    ...legacy,
    aliases: ['gpt-3.5-turbo-0301'],
  }),
  gpt('gpt-3.5-turbo-1106', [1, 2], uncached, [16_385, 4096], historicalPage, legacy),
  gpt('gpt-3.5-turbo-16k', [3, 4], uncached, [16_385, 4096], historicalPage, {
    ...legacy,
    aliases: ['gpt-3.5-turbo-16k-0613', 'gpt-35-turbo-16k'],
  }),
  gpt('gpt-3.5-turbo-instruct', [1.5, 2], uncached, [4096, 4096], historicalPage, legacy),
  gpt('gpt-4', [30, 60], uncached, [8192, 8192], pricesAugust, {
    ...legacy,
    aliases: ['gpt-4-0314', 'gpt-4-0613'],
  }),
  gpt('gpt-4-32k', [60, 120], uncached, [32_768, 32_768], historicalPage, {
    ...legacy,
    aliases: ['gpt-4-32k-0314', 'gpt-4-32k-0613'],
  }),
  gpt('gpt-4-turbo', [10, 30], uncached, [128_000, 4096], pricesAugust, {
    ...legacy,
    aliases: [
      'gpt-4-0125-preview',
      'gpt-4-1106-preview',
      'gpt-4-1106-vision-preview',
      'gpt-4-turbo-2024-04-09',
      'gpt-4-turbo-preview',
      'gpt-4-vision-preview',
    ],
  }),
  gpt('gpt-4.1', [2, 8, 0.5], prefix4, [1_047_576, 32_768], catalogueNovember, { aliases: ['gpt-4.1-2025-04-14'] }),
  gpt('gpt-4.1-mini', [0.4, 1.6, 0.1], prefix4, [1_047_576, 32_768], catalogueNovember, {
    aliases: ['gpt-4.1-mini-2025-04-14'],
  }),
  gpt('gpt-4.1-nano', [0.1, 0.4, 0.025], prefix4, [1_047_576, 32_768], catalogueNovember, {
    aliases: ['gpt-4.1-nano-2025-04-14'],
  }),
  gpt('gpt-4.5-preview', [75, 150, 37.5], prefix4, [128_000, 16_384], historicalPage, {
    ...legacy,
    aliases: ['gpt-4.5-preview-2025-02-27'],
  }),
  gpt('gpt-4o', [2.5, 10, 1.25], prefix4, [128_000, 16_384], catalogueNovember, {
    aliases: ['gpt-4o-2024-08-06', 'gpt-4o-2024-11-20'],
  }),
  gpt('gpt-4o-2024-05-13', [5, 15], { ...prefix4, cache: 'none' }, [128_000, 4096], historicalPage, legacy),
  gpt('gpt-4o-mini', [0.15, 0.6, 0.075], prefix4, [128_000, 16_384], catalogueNovember, {
    aliases: ['gpt-4o-mini-2024-07-18'],
  }),
  gpt('gpt-5', [1.25, 10, 0.125], reasoning5, medium, catalogueNovember, { aliases: ['gpt-5-2025-08-07'] }),
  gpt('gpt-5-chat-latest', [1.25, 10, 0.125], prefix5, [128_000, 16_384], historicalPage, { aliases: ['gpt-5-chat'] }),
  gpt('gpt-5-codex', [1.25, 10, 0.125], prefix5, medium, historicalPage),
  gpt('gpt-5-mini', [0.25, 2, 0.025], reasoning5, medium, catalogueNovember, { aliases: ['gpt-5-mini-2025-08-07'] }),
  gpt('gpt-5-nano', [0.05, 0.4, 0.005], reasoning5, medium, catalogueNovember, { aliases: ['gpt-5-nano-2025-08-07'] }),
  gpt('gpt-5-pro', [15, 120], reasoning5, [400_000, 272_000], historicalPage, { aliases: ['gpt-5-pro-2025-10-06'] }),
  gpt('gpt-5.1', [1.25, 10, 0.125], prefix5, medium, catalogueNovember, { aliases: ['gpt-5.1-2025-11-13'] }),
  gpt('gpt-5.1-chat-latest', [1.25, 10, 0.125], prefix5, [128_000, 16_384], historicalPage),
  gpt('gpt-5.1-codex', [1.25, 10, 0.125], prefix5, medium, historicalPage),
  gpt('gpt-5.1-codex-max', [1.25, 10, 0.125], prefix5, medium, historicalPage),
  gpt('gpt-5.1-codex-mini', [0.25, 2, 0.025], prefix5, medium, historicalPage),
  gpt('gpt-5.2', [1.75, 14, 0.175], prefix5, medium, catalogueNovember, { aliases: ['gpt-5.2-2025-12-11'] }),
  gpt('gpt-5.2-chat-latest', [1.75, 14, 0.175], prefix5, [128_000, 16_384], historicalPage),
  gpt('gpt-5.3-codex', [1.75, 14, 0.175], prefix5, medium),
  gpt('gpt-5.4', [2.5, 15, 0.25], prefix54, long, catalogueNovember, longNote),
  gpt('gpt-5.4-mini', [0.75, 4.5, 0.075], prefix5, medium),
  gpt('gpt-5.4-nano', [0.2, 1.25, 0.02], prefix5, medium),
  gpt('gpt-5.5', [5, 30, 0.5], implicit, long, catalogueNovember, longNote),
  gpt('gpt-5.6-luna', [0.2, 1.2, 0.02], breakpoints, long, catalogueNovember, breakpointNote),
  gpt('gpt-5.6-sol', [4, 20, 0.4], breakpoints, long, catalogueNovember, breakpointNote),
  gpt('gpt-5.6-terra', [2, 12, 0.2], breakpoints, long, catalogueNovember, breakpointNote),
  gpt('gpt-6-astra', [10, 50, 1], breakpoints, long, catalogueNovember, breakpointNote),
  gpt('gpt-6-luna', [0.1, 0.5, 0.01], breakpoints, long, catalogueNovember, breakpointNote),
  gpt('gpt-6-sol', [2, 10, 0.2], breakpoints, long, catalogueNovember, breakpointNote),
  gpt('gpt-6.1-sol', [2, 10, 0.1], breakpoints, long, catalogueNovember, breakpointNote),
  gpt('gpt-6.1-terra', [1, 5, 0.05], breakpoints, long, catalogueNovember, breakpointNote),
  gpt('o1', [15, 60, 7.5], reasoning, [200_000, 100_000], catalogueNovember, { aliases: ['o1-2024-12-17'] }),
  gpt(
    'o1-mini',
    [1.1, 4.4, 0.55],
    { tokenizer: 'o200k_base', format: 'openai-reasoning', cache: 'openai-prefix', reasons: true, temperature: false },
    [128_000, 65_536],
    pricesAugust,
    {
      ...legacy,
      aliases: ['o1-mini-2024-09-12'],
      note: 'No source gives the minimum prefix of this model.',
    },
  ),
  gpt('o1-preview', [15, 60, 7.5], reasoning, [128_000, 32_768], historicalPage, {
    ...legacy,
    aliases: ['o1-preview-2024-09-12'],
  }),
  gpt('o1-pro', [150, 600], { ...reasoning, cache: 'none' }, [200_000, 100_000], historicalPage, legacy),
  gpt('o3', [2, 8, 0.5], reasoning, [200_000, 100_000], catalogueNovember, { aliases: ['o3-2025-04-16'] }),
  gpt('o3-mini', [1.1, 4.4, 0.55], reasoning, [200_000, 100_000], catalogueNovember, {
    aliases: ['o3-mini-2025-01-31'],
  }),
  gpt('o3-pro', [20, 80], { ...reasoning, cache: 'none' }, [200_000, 100_000], historicalPage, {
    aliases: ['o3-pro-2025-06-10'],
  }),
  gpt('o4-mini', [1.1, 4.4, 0.275], reasoning, [200_000, 100_000], catalogueNovember, {
    aliases: ['o4-mini-2025-04-16'],
  }),
];
