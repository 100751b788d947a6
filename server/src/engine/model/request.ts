// A request to a model provider in neutral form: what a recognizer makes of a call site.
import type { Place } from '../text/index.ts';
import type { Order, Piece, Presence, Source, Value, Window } from './value.ts';
import type { Volatility } from './volatility.ts';

export type ProviderId = 'anthropic' | 'openai' | 'google' | 'amazon-bedrock' | 'unknown';

/** Wire API spoken; decides structure overheads and cache rules. */
export type ApiId = 'messages' | 'chat' | 'responses' | 'converse' | 'generate-content';

export type Level = 'tools' | 'system' | 'messages';

/** A cache breakpoint on a block. */
export interface Mark {
  readonly ttl: '5m' | '1h' | '30m' | 'unknown';
  readonly presence: Presence;
  readonly place: Place;
  /** Top-level automatic caching: the mark moves with the end of the conversation. */
  readonly automatic: boolean;
}

/** One position of the prompt on the wire: a tool definition, a system block, a content block of a message. */
export interface Block {
  readonly level: Level;
  readonly role: 'system' | 'developer' | 'user' | 'assistant' | 'tool' | 'unknown';
  readonly type: 'tool' | 'text' | 'tool_use' | 'tool_result' | 'image' | 'document' | 'thinking' | 'other' | 'unknown';
  /** The text that the provider counts; tool definitions as JSON. */
  readonly pieces: readonly Piece[];
  /** Tool name, when it is literal. */
  readonly name?: string;
  readonly mark?: Mark;
  readonly presence: Presence;
  readonly repeated: boolean;
  /** The expression that the user edits to change this block. */
  readonly place: Place;
  /** The value it was made from. */
  readonly value: Value;
  /** Index of its message in the conversation, for the message overhead; -1 for tools and system. */
  readonly message: number;
}

/** One level of the prompt. `open`: more blocks may stand where `openAt` says; their content is unknown. */
export interface Part {
  readonly level: Level;
  readonly blocks: readonly Block[];
  readonly open: boolean;
  /** Number of listed blocks that stand before the unlisted ones; at the end when absent. */
  readonly openAt?: number;
  readonly openVolatility?: Volatility;
  readonly openSource?: Source;
  readonly order: Order;
  readonly membership: Volatility;
  readonly membershipSource?: Source;
  /** The part is the newest stretch of a list that grows. */
  readonly window?: Window;
  /** The argument or field that carries this part; the value behind it as `value`. */
  readonly place: Place;
  readonly value: Value;
}

/** How the conversation changes from one tick of its loop to the next. */
export type History =
  | { readonly kind: 'one-shot' }
  | { readonly kind: 'same' }
  | { readonly kind: 'appended'; readonly from: number; readonly items: readonly Block[] }
  | { readonly kind: 'rewritten'; readonly place: Place; readonly why: string }
  | { readonly kind: 'conversation' }
  | { readonly kind: 'unknown' };

export type CacheMode =
  /** Caches only what is marked. */
  | 'explicit'
  /** Caches by itself (older OpenAI models, Gemini implicit). */
  | 'automatic'
  /** Top-level automatic breakpoint asked for in this request. */
  | 'rolling'
  | 'unknown';

export interface Request {
  /** Id of the recognizer that made it. */
  readonly sdk: string;
  readonly provider: ProviderId;
  readonly api: ApiId;
  readonly operation: 'create' | 'stream' | 'parse' | 'loop' | 'batch' | 'count';
  /** `likely`: the receiver was not resolved, the shape fits. */
  readonly sureness: 'sure' | 'likely';
  /** Resolved literal model names, likeliest first; empty when unknown. */
  readonly models: readonly string[];
  readonly modelPlace?: Place;
  /** What was passed as the model. */
  readonly modelValue?: Value;
  readonly tools?: Part;
  readonly system?: Part;
  readonly messages?: Part;
  /** Everything else that was passed, by the provider's wire name (`max_tokens`, `tool_choice`, `thinking`, …). */
  readonly params: ReadonlyMap<string, { readonly value: Value; readonly place: Place; readonly presence: Presence }>;
  /** Nothing is sent besides: no option was passed on unseen, and the SDK adds none of its own. */
  readonly isWhole?: true;
  readonly cacheMode: CacheMode;
  /** A helper that could not be followed touches cache marks on this way, so missing marks prove nothing. */
  readonly hiddenMarks: boolean;
  /** The call itself loops over tool calls (`toolRunner`, `maxSteps`, agents). Number when its bound is known. */
  readonly innerLoop?: { readonly bound: number | undefined };
  /** Where a new field of the request can be written: inside the literal that carries the options, if there is one. */
  readonly optionsPlace?: Place;
}
