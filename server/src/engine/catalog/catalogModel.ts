// What the catalog knows of one model: names, prices, cache limits, tokenizer, with source and date.
import type { ProviderId } from '../model/index.ts';

/**
 * Prices in whole picodollars (10⁻¹² $) per token; $1 per million tokens is 1,000,000. Absent: the provider does not offer it, or no
 * source gives it. A write rate is the full price of a written token, not a surcharge.
 */
export interface Rates {
  readonly input: bigint;
  readonly output: bigint;
  readonly read?: bigint;
  readonly write5m?: bigint;
  readonly write1h?: bigint;
  readonly write30m?: bigint;
}

/** Rates of the whole request, output included, once its input is larger than `above` tokens. */
export interface PriceTier {
  readonly above: number;
  readonly rates: Rates;
}

/** A price factor kept as a fraction, so that products stay whole. */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** `claude-3`: Claude 3 to 4.6; `claude-4.7`: Claude 4.7 and later. The families without a public encoding are estimated. */
export type TokenizerFamily =
  | 'o200k_base'
  | 'cl100k_base'
  | 'claude-3'
  | 'claude-4.7'
  | 'claude-2'
  | 'gemini'
  | 'grok'
  | 'unknown';

/**
 * Tokens of the system prompt that Anthropic adds when a request has tools, by tool choice. `before` of them stand in front of the
 * tools breakpoint, the rest between the system prompt and the messages; undefined where no recording shows the split.
 */
export interface ToolPrompt {
  readonly auto: number;
  readonly forced?: number;
  readonly before?: number;
  /** Instead of `auto` when parallel tool use is disabled; measured, not documented. */
  readonly serial?: number;
}

/** How the provider wraps blocks into the prompt, which adds tokens of its own; the constants are with the estimator. */
export type PromptFormat =
  | 'claude-3'
  | 'claude-4.7'
  | 'claude-opus-4-7'
  | 'openai'
  | 'openai-reasoning'
  | 'openai-gpt-5'
  | 'other';

/** Which set of cache rules a model follows; see `cacheFactsOf`. */
export type CacheFactsId =
  | 'anthropic'
  | 'openai-breakpoints'
  | 'openai-implicit'
  | 'openai-prefix'
  | 'gemini-implicit'
  | 'nova'
  | 'automatic-prefix'
  | 'none';

/** Whose price list a row is from. Those that only speak another provider's API have no recognizer of their own. */
export type Vendor = Exclude<ProviderId, 'unknown'> | 'xai' | 'deepseek' | 'mistral';

export type ModelStatus = 'current' | 'limited' | 'deprecated' | 'retired';

/** Where a model name says that the call goes. */
export type Platform = 'first-party' | 'bedrock' | 'google-cloud' | 'azure' | 'gateway';

export interface CatalogModel {
  /** Canonical first-party id. */
  readonly id: string;
  readonly provider: Vendor;
  /** Every other exact spelling, dated ids included. */
  readonly aliases: readonly string[];
  readonly status: ModelStatus;
  /** Absent: no price is known; show tokens without dollars. */
  readonly rates?: Rates;
  readonly tier?: PriceTier;
  /** Rates of `speed: 'fast'`. */
  readonly fast?: { readonly rates: Rates };
  readonly batch?: Ratio;
  /** Surcharge of a regional endpoint. Already applied to `rates` when the name that was resolved is a regional one. */
  readonly regional?: Ratio;
  readonly cache: CacheFactsId;
  /** Shortest prefix that is cached, in tokens. Absent: not published. */
  readonly minimumPrefixTokens?: number;
  readonly contextWindow?: number;
  readonly maxOutput?: number;
  readonly tokenizer: TokenizerFamily;
  readonly format: PromptFormat;
  /** No public statement names this tokenizer: presumed from the generation before. */
  readonly tokenizerPresumed?: boolean;
  readonly toolPrompt?: ToolPrompt;
  /** A plain user message after tool use keeps earlier thinking blocks (true) or strips them, losing the messages cache. */
  readonly keepsThinking?: boolean;
  /** `role: 'system'` messages inside the conversation are accepted. */
  readonly systemMessages?: boolean;
  /** A request may end with an assistant turn. */
  readonly prefill?: boolean;
  /** `tool_choice` any or tool is refused. */
  readonly refusesForcedTools?: boolean;
  /** A request may set the sampling temperature. Absent: not known, or only without effort. */
  readonly temperature?: boolean;
  /** Thinks before it answers unless it is told not to. */
  readonly reasons?: boolean;
  readonly defaultEffort?: 'medium' | 'high';
  /** Where the figures come from. */
  readonly source: string;
  /** Date of that source, ISO; a month where the source gives no day. */
  readonly sourceDate: string;
  /** Day these figures were last checked, ISO. */
  readonly checkedOn: string;
  /** Day a rate took effect, where known, ISO. */
  readonly effectiveFrom?: string;
  /** What a reader must know before trusting a figure. */
  readonly note?: string;
}

/** A model as one source names it: platform read from the name, regional surcharge applied. */
export interface ResolvedModel extends CatalogModel {
  /** The name as written. */
  readonly asked: string;
  readonly platform: Platform;
  /** The name pins a region (`us.anthropic.…`). */
  readonly isRegional: boolean;
}
