// A request as the provider renders it: blocks in wire order with their exact text and tokens.

export type MarkTtl = '5m' | '1h';

/** A `cache_control` mark; without a TTL it lives five minutes. */
export interface WireMark {
  readonly ttl?: MarkTtl;
}

/** One block of the prompt. Blocks are compared by `text`, byte for byte, without their mark. */
export interface WireBlock {
  /** Wire type: `tool`, `text`, `tool_use`, `tool_result`, `thinking`, `image`, `web_search_tool_result`, … */
  readonly type: string;
  /** Everything that the provider renders of the block. */
  readonly text: string;
  readonly tokens: number;
  readonly mark?: WireMark;
  /** Name of a tool, for messages. */
  readonly name?: string;
  /** `defer_loading`: the tool is not part of the prefix. */
  readonly deferred?: boolean;
}

export interface WireMessage {
  readonly role: 'user' | 'assistant' | 'system';
  readonly blocks: readonly WireBlock[];
}

/** Request parameters that are part of the prefix; each is compared as its canonical text. Absent means the default. */
export interface WireParams {
  readonly toolChoice?: string;
  readonly disableParallelToolUse?: boolean;
  readonly thinking?: string;
  readonly effort?: string;
  readonly outputFormat?: string;
  readonly taskBudget?: string;
  /** Server tools for web search and fetch that are switched on. */
  readonly webTools?: string;
  readonly citations?: boolean;
  readonly speed?: 'standard' | 'fast';
  /** Skills of the container, rendered into the system prompt. */
  readonly skills?: string;
}

/** Tokens that the provider adds: in front of the tools, between system and messages, and behind the last block. */
export interface WireOverhead {
  readonly tools?: number;
  readonly messages?: number;
  readonly tail?: number;
}

export interface WireRequest {
  /** Names the request for diagnostics of later ones. */
  readonly id?: string;
  readonly model: string;
  readonly tools: readonly WireBlock[];
  readonly system: readonly WireBlock[];
  readonly params: WireParams;
  readonly messages: readonly WireMessage[];
  /** Top-level `cache_control`: a breakpoint on the last block that can carry one. */
  readonly automatic?: WireMark;
  readonly maxTokens: number;
  readonly stream?: boolean;
  /** Tokens of the answer, as billed. */
  readonly outputTokens?: number;
  readonly overhead?: WireOverhead;
}

export type WireLevel = 'tools' | 'system' | 'messages';

/** Where a block stands: index within its level, or within its message. */
export interface BlockAddress {
  readonly level: WireLevel;
  readonly message?: number;
  readonly index: number;
}
