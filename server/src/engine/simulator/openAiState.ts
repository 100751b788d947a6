// What the simulated OpenAI cache remembers between requests.
import type { OpenAiAddress, OpenAiParams, OpenAiTtl } from './openAiRequest.ts';

/** One cached prefix of a newer model. Times in milliseconds on the caller's clock. */
export interface OpenAiEntry {
  readonly tokens: number;
  readonly ttl: OpenAiTtl;
  readonly lastTouch: number;
  readonly availableFrom: number;
}

/** One part of an earlier prompt. */
export interface OpenAiTraceUnit {
  readonly digest: string;
  /** Tokens of the prefix that ends here. */
  readonly tokens: number;
  readonly text: string;
  readonly address: OpenAiAddress;
}

/** An earlier request; for older models it is the cache itself. */
export interface OpenAiTrace {
  readonly id?: string;
  readonly isolation: string;
  readonly model: string;
  readonly key: string;
  readonly params: OpenAiParams;
  readonly tools: string;
  readonly units: readonly OpenAiTraceUnit[];
  /** All input tokens. */
  readonly total: number;
  /** Tokens up to the last breakpoint that was cached; for older models, of the whole prompt. */
  readonly cachedTokens: number;
  readonly cachedKey?: string;
  readonly retention: 'in_memory' | '24h';
  readonly start: number;
  readonly lastTouch: number;
  readonly availableFrom: number;
}

export interface OpenAiState {
  readonly entries: ReadonlyMap<string, OpenAiEntry>;
  /** Oldest first. */
  readonly traces: readonly OpenAiTrace[];
}

export const emptyOpenAiCache: OpenAiState = { entries: new Map(), traces: [] };
