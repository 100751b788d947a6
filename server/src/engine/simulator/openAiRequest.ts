// A request to OpenAI as its prompt cache sees it: one prefix of tools and message parts, with what else the prefix depends on.

/** Lifetimes that newer models offer. */
export type OpenAiTtl = '30m' | '12h';

export interface OpenAiPart {
  /** Wire type: `text`, `image`, `function_call`, `function_call_output`, … */
  readonly type: string;
  /** Everything that is rendered of the part; parts are compared by it, byte for byte. */
  readonly text: string;
  readonly tokens: number;
  /** `prompt_cache_breakpoint`. */
  readonly breakpoint?: { readonly ttl?: OpenAiTtl };
}

export interface OpenAiMessage {
  readonly role: 'system' | 'developer' | 'user' | 'assistant' | 'tool';
  readonly parts: readonly OpenAiPart[];
}

/** Parameters that are part of the prefix; each is compared as its canonical text. Absent means the default. */
export interface OpenAiParams {
  readonly parallelToolCalls?: boolean;
  readonly textFormat?: string;
  readonly reasoningEffort?: string;
  readonly verbosity?: string;
  readonly serviceTier?: string;
  readonly contextManagement?: string;
}

export interface OpenAiWireRequest {
  /** Names the request for diagnostics of later ones. */
  readonly id?: string;
  readonly model: string;
  readonly tools: readonly OpenAiPart[];
  readonly params: OpenAiParams;
  readonly messages: readonly OpenAiMessage[];
  /** `prompt_cache_key`. */
  readonly key?: string;
  /** `prompt_cache_options`, newer models only. */
  readonly cache?: { readonly mode?: 'implicit' | 'explicit'; readonly ttl?: OpenAiTtl };
  /** Older models: `prompt_cache_retention`. */
  readonly retention?: 'in_memory' | '24h';
  /** Tokens of the answer, as billed; 0 for a pre-warming request. */
  readonly outputTokens?: number;
  /** Tokens that the provider adds: with the tools, in front of the messages, and behind the last of them. */
  readonly overhead?: { readonly tools?: number; readonly messages?: number; readonly tail?: number };
}

/** Where a part stands: index of the tool, or of the part within its message. */
export interface OpenAiAddress {
  readonly message?: number;
  readonly index: number;
}
