// Anthropic's models: prices, cache limits, tokenizer and tool overhead, as of the dates in each row.
import type { CatalogModel, ModelStatus, PromptFormat, Ratio, TokenizerFamily, ToolPrompt } from './catalogModel.ts';
import { type PublishedPrices, rates } from './rates.ts';

const half: Ratio = { numerator: 1n, denominator: 2n };
const tenPercentMore: Ratio = { numerator: 11n, denominator: 10n };

const catalogueNovember = {
  source: 'npm @earendil-works/pi-ai 1.5.2 generated catalogue; 1 h write = 2 x input',
  sourceDate: '2026-11-10',
};
const cachingPageAugust = {
  source: 'platform.claude.com/docs/en/build-with-claude/prompt-caching',
  sourceDate: '2026-08-22',
};
const pricesAugust = { source: 'npm @pydantic/genai-prices 0.1.8', sourceDate: '2026-08-21' };
const historicalPage = { source: "Anthropic's historical price page", sourceDate: '2024-03' };

/** Claude's generations differ in tokenizer, tool overhead and what survives a plain user message; a row names its own. */
interface Generation {
  readonly tokenizer: TokenizerFamily;
  readonly format: PromptFormat;
  readonly toolPrompt?: ToolPrompt;
  readonly keepsThinking: boolean;
  readonly systemMessages: boolean;
  readonly prefill: boolean;
  readonly temperature: boolean;
  readonly regional: boolean;
}

const claude3: Generation = {
  tokenizer: 'claude-3',
  format: 'claude-3',
  keepsThinking: false,
  systemMessages: false,
  prefill: true,
  temperature: true,
  regional: false,
};
/** Measured on recorded requests, where the pages of the time differ from each other. */
const sonnet3: Generation = { ...claude3, toolPrompt: { auto: 313, forced: 316 } };
const claude4: Generation = { ...claude3, toolPrompt: { auto: 313, forced: 315, before: 176 } };
const claude45: Generation = {
  ...claude3,
  toolPrompt: { auto: 496, forced: 588, before: 180, serial: 288 },
  regional: true,
};
const claude46: Generation = {
  ...claude45,
  toolPrompt: { auto: 497, forced: 589, before: 178 },
  keepsThinking: true,
  prefill: false,
};
const claude47: Generation = {
  tokenizer: 'claude-4.7',
  format: 'claude-opus-4-7',
  toolPrompt: { auto: 675, forced: 804 },
  keepsThinking: true,
  systemMessages: false,
  prefill: false,
  // Refused with any other value than the default, platform.claude.com, 2026-11-21.
  temperature: false,
  regional: true,
};
const claude48: Generation = {
  ...claude47,
  format: 'claude-4.7',
  toolPrompt: { auto: 290, forced: 410 },
  systemMessages: true,
};
const sonnet5: Generation = { ...claude47, format: 'claude-4.7', toolPrompt: { auto: 354, forced: 474 } };
const claude5: Generation = { ...claude48, toolPrompt: { auto: 286, forced: 406 } };
/** The tool overhead of these was recorded once with auto and never with a forced choice. */
const fable5: Generation = { ...claude48, toolPrompt: { auto: 290 } };
/** No source gives the tool overhead of these. */
const { toolPrompt: _undocumented, ...claude5Undocumented } = claude5;

type Extra = Partial<Omit<CatalogModel, 'id' | 'provider' | 'rates' | 'fast' | 'tier'>> & {
  readonly fast?: PublishedPrices;
  readonly tier?: { readonly above: number; readonly prices: PublishedPrices };
};

/** `prices`: input, output, read, 5 m write, 1 h write, in dollars per million tokens. */
function claude(
  id: string,
  prices: readonly [number, number, number?, number?, number?] | undefined,
  generation: Generation,
  minimumPrefixTokens: number | undefined,
  [contextWindow, maxOutput]: readonly [number, number?],
  origin: { readonly source: string; readonly sourceDate: string },
  { fast, tier, ...extra }: Extra = {},
): CatalogModel {
  const { regional, ...traits } = generation;
  return {
    id,
    provider: 'anthropic',
    aliases: [],
    status: 'current',
    ...(prices === undefined ? {} : { rates: rates(published(prices)), batch: half }),
    ...(tier === undefined ? {} : { tier: { above: tier.above, rates: rates(tier.prices) } }),
    ...(fast === undefined ? {} : { fast: { rates: rates(fast) } }),
    ...(regional ? { regional: tenPercentMore } : {}),
    cache: 'anthropic',
    ...(minimumPrefixTokens === undefined ? {} : { minimumPrefixTokens }),
    contextWindow,
    ...(maxOutput === undefined ? {} : { maxOutput }),
    ...traits,
    ...origin,
    checkedOn: '2026-11-20',
    ...extra,
  };
}

function published([input, output, read, write5m, write1h]: readonly [number, number, number?, number?, number?]) {
  return {
    input,
    output,
    ...(read === undefined ? {} : { read }),
    ...(write5m === undefined ? {} : { write5m }),
    ...(write1h === undefined ? {} : { write1h }),
  };
}

const million = [1_000_000, 128_000] as const;
const retired: ModelStatus = 'retired';
const opusFast: PublishedPrices = { input: 10, output: 50, read: 1, write5m: 12.5, write1h: 20 };

/** Sorted by id. */
export const anthropicModels: readonly CatalogModel[] = [
  claude('claude-2', [8, 24], { ...claude3, tokenizer: 'claude-2' }, undefined, [100_000, 4096], historicalPage, {
    aliases: ['claude-2.0', 'claude-v2', 'claude-v2:0', 'anthropic.claude-v2'],
    status: retired,
    cache: 'none',
  }),
  claude('claude-2.1', [8, 24], { ...claude3, tokenizer: 'claude-2' }, undefined, [200_000, 4096], historicalPage, {
    aliases: ['claude-v2:1', 'anthropic.claude-v2:1'],
    status: retired,
    cache: 'none',
  }),
  claude('claude-3-5-sonnet', [3, 15, 0.3, 3.75, 6], sonnet3, 1024, [200_000, 8192], pricesAugust, {
    aliases: ['claude-3-5-sonnet-20241022', 'claude-3-5-sonnet-latest', 'claude-3-5-sonnet-v2'],
    status: retired,
  }),
  claude(
    'claude-3-5-sonnet-20240620',
    [3, 15, 0.3, 3.75, 6],
    { ...claude3, toolPrompt: { auto: 294, forced: 261 } },
    1024,
    [200_000, 8192],
    pricesAugust,
    { status: retired },
  ),
  claude('claude-3-7-sonnet', [3, 15, 0.3, 3.75, 6], sonnet3, 1024, [200_000, 64_000], pricesAugust, {
    aliases: ['claude-3-7-sonnet-20250219', 'claude-3-7-sonnet-latest'],
    status: retired,
  }),
  claude(
    'claude-3-haiku',
    [0.25, 1.25, 0.03, 0.3],
    { ...claude3, toolPrompt: { auto: 264, forced: 340 } },
    2048,
    [200_000, 4096],
    pricesAugust,
    { aliases: ['claude-3-haiku-20240307'], status: retired },
  ),
  claude(
    'claude-3-opus',
    [15, 75, 1.5, 18.75],
    { ...claude3, toolPrompt: { auto: 530, forced: 281 } },
    1024,
    [200_000, 4096],
    pricesAugust,
    { aliases: ['claude-3-opus-20240229', 'claude-3-opus-latest'], status: retired },
  ),
  claude(
    'claude-3-sonnet',
    [3, 15],
    { ...claude3, toolPrompt: { auto: 159, forced: 235 } },
    undefined,
    [200_000, 4096],
    pricesAugust,
    { aliases: ['claude-3-sonnet-20240229'], status: retired, cache: 'none' },
  ),
  claude('claude-fable-5', [10, 50, 1, 12.5, 20], fable5, 512, million, catalogueNovember),
  claude('claude-fable-5-1', [10, 50, 0.25, 12.5, 20], claude5Undocumented, 512, million, catalogueNovember, {
    refusesForcedTools: true,
    note: 'Reads cost 0.025 x input on this model.',
  }),
  claude('claude-fable-5-2', [8, 40, 0.2, 10, 16], claude5Undocumented, undefined, million, catalogueNovember, {
    refusesForcedTools: true,
    note: 'No source gives the minimum prefix or prints the 1 h write price; the 2 x rule was applied.',
  }),
  claude(
    'claude-haiku-3-5',
    [0.8, 4, 0.08, 1, 1.6],
    { ...claude3, toolPrompt: { auto: 264, forced: 355, before: 130 } },
    2048,
    [200_000, 8192],
    cachingPageAugust,
    {
      aliases: ['claude-3-5-haiku', 'claude-3-5-haiku-20241022', 'claude-3-5-haiku-latest'],
      status: retired,
      note: 'Retired on the Claude API on 2026-02-19; still served on Bedrock and Google Cloud. Reads count toward the input rate limit.',
    },
  ),
  claude('claude-haiku-4-5', [1, 5, 0.1, 1.25, 2], claude45, 4096, [200_000, 64_000], catalogueNovember, {
    aliases: ['claude-haiku-4-5-20251001'],
  }),
  claude('claude-haiku-5-5', [0.1, 0.5, 0.01, 0.125, 0.2], claude5, 512, million, catalogueNovember, {
    tier: { above: 100_000, prices: { input: 0.5, output: 2.5, read: 0.05, write5m: 0.625, write1h: 1 } },
    defaultEffort: 'medium',
  }),
  claude(
    'claude-instant-1.2',
    [0.8, 2.4],
    { ...claude3, tokenizer: 'claude-2' },
    undefined,
    [100_000, 4096],
    historicalPage,
    {
      aliases: ['claude-instant-1', 'claude-instant', 'claude-instant-v1', 'anthropic.claude-instant-v1'],
      status: retired,
      cache: 'none',
    },
  ),
  claude('claude-mythos-5', [10, 50, 1, 12.5, 20], claude5Undocumented, 512, million, cachingPageAugust, {
    status: 'limited',
  }),
  claude(
    'claude-mythos-5-1',
    [10, 50, 0.25, 12.5, 20],
    claude5Undocumented,
    512,
    million,
    { source: 'Anthropic pricing as quoted by third parties', sourceDate: '2026-09' },
    { status: 'limited', note: 'The read rate was open at launch: uncertain.' },
  ),
  claude(
    'claude-mythos-5-2',
    undefined,
    claude5Undocumented,
    undefined,
    million,
    { source: 'npm @anthropic-ai/sdk 1.11.0 model ids', sourceDate: '2026-11-19' },
    { status: 'limited', note: 'No price found in any source.' },
  ),
  claude('claude-opus-4', [15, 75, 1.5, 18.75, 30], claude4, 1024, [200_000, 32_000], pricesAugust, {
    aliases: ['claude-4-opus', 'claude-opus-4-0', 'claude-opus-4-20250514', 'claude-4-opus-20250514'],
    status: retired,
  }),
  claude('claude-opus-4-1', [15, 75, 1.5, 18.75, 30], claude4, 1024, [200_000, 32_000], cachingPageAugust, {
    aliases: ['claude-opus-4-1-20250805'],
    status: retired,
    note: 'Retired on the Claude API on 2026-08-05; still served on Bedrock and Google Cloud.',
  }),
  claude(
    'claude-opus-4-5',
    [5, 25, 0.5, 6.25, 10],
    { ...claude45, keepsThinking: true },
    4096,
    [200_000, 64_000],
    catalogueNovember,
    { aliases: ['claude-opus-4-5-20251101'] },
  ),
  claude('claude-opus-4-6', [5, 25, 0.5, 6.25, 10], claude46, 4096, million, catalogueNovember),
  claude('claude-opus-4-7', [5, 25, 0.5, 6.25, 10], claude47, 2048, million, catalogueNovember),
  claude('claude-opus-4-8', [5, 25, 0.5, 6.25, 10], claude48, 1024, million, catalogueNovember, { fast: opusFast }),
  claude('claude-opus-5', [5, 25, 0.5, 6.25, 10], claude5, 512, million, catalogueNovember, { fast: opusFast }),
  claude('claude-opus-5-5', [4, 20, 0.2, 5, 8], claude5Undocumented, 512, million, catalogueNovember, {
    refusesForcedTools: true,
    defaultEffort: 'medium',
    note: 'Reads cost 0.05 x input on this model.',
  }),
  claude('claude-sonnet-4', [3, 15, 0.3, 3.75, 6], claude4, 1024, [200_000, 64_000], pricesAugust, {
    aliases: ['claude-4-sonnet', 'claude-sonnet-4-0', 'claude-sonnet-4-20250514', 'claude-4-sonnet-20250514'],
    status: retired,
  }),
  claude('claude-sonnet-4-5', [3, 15, 0.3, 3.75, 6], claude45, 1024, [200_000, 64_000], catalogueNovember, {
    aliases: ['claude-sonnet-4-5-20250929'],
    status: 'deprecated',
    note: 'End of life 2026-11-30. One AWS page gives a minimum of 4,096.',
  }),
  claude('claude-sonnet-4-6', [3, 15, 0.3, 3.75, 6], claude46, 1024, million, catalogueNovember, {
    note: 'A report of 2026-02 saw no caching below 2,048 tokens.',
  }),
  claude('claude-sonnet-5', [2, 10, 0.2, 2.5, 4], sonnet5, 1024, million, catalogueNovember),
  claude('claude-sonnet-5-5', [2, 10, 0.1, 2.5, 4], claude5Undocumented, 512, million, catalogueNovember, {
    refusesForcedTools: true,
    defaultEffort: 'high',
    effectiveFrom: '2026-10-07',
    note: 'Reads fell from $0.20 to $0.10 per million on 2026-10-07.',
  }),
];
