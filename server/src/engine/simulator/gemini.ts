// Google Gemini's two caches: the implicit one as what a request is eligible for, and the explicit one, which is certain.
import type { TickUsage } from '../model/index.ts';
import { hashText } from './hash.ts';

/** One part of a prompt: a tool, the system instruction, a content part. */
export interface GeminiPart {
  readonly text: string;
  readonly tokens: number;
}

export interface GeminiRequest {
  readonly model: string;
  /** System instruction and tools first, then contents, in wire order. */
  readonly head: readonly GeminiPart[];
  readonly contents: readonly GeminiPart[];
  /** Name of an explicit cache. */
  readonly cachedContent?: string;
  readonly outputTokens?: number;
}

export interface GeminiCacheRequest {
  readonly name: string;
  readonly model: string;
  readonly parts: readonly GeminiPart[];
  /** Default one hour; there are no bounds. */
  readonly ttlSeconds?: number;
}

interface GeminiCache {
  readonly model: string;
  readonly tokens: number;
  readonly created: number;
  readonly expires: number;
}

interface GeminiTrace {
  readonly model: string;
  readonly digests: readonly string[];
  readonly tokens: readonly number[];
  readonly start: number;
}

export interface GeminiState {
  readonly caches: ReadonlyMap<string, GeminiCache>;
  readonly traces: readonly GeminiTrace[];
}

export const emptyGeminiCache: GeminiState = { caches: new Map(), traces: [] };

export interface GeminiOptions {
  /** Shortest prefix that is cached, either way. */
  readonly minimumPrefixTokens: number;
  readonly defaultTtlSeconds: number;
  /** Open: the lifetime of implicit entries is not published. */
  readonly implicitSeconds: number;
  /** Open: implicit hits are promised to nobody. What is read is then 0, and `eligible` says what might have been. */
  readonly implicit: 'assume-hit' | 'assume-miss';
}

export const defaultGeminiOptions: GeminiOptions = {
  minimumPrefixTokens: 4096,
  defaultTtlSeconds: 3600,
  implicitSeconds: 300,
  implicit: 'assume-miss',
};

export interface GeminiDiagnostics {
  /** Tokens that an implicit cache may serve; a hit is never certain. */
  readonly eligible: number;
  readonly source: 'explicit' | 'implicit' | 'none';
}

export interface GeminiError {
  readonly status: 400 | 403 | 404;
  readonly code: 'INVALID_ARGUMENT' | 'PERMISSION_DENIED' | 'NOT_FOUND';
  readonly message: string;
}

export interface SimulatedGemini {
  readonly usage: TickUsage;
  readonly diagnostics: GeminiDiagnostics;
  readonly state: GeminiState;
}

const keptTraces = 64;

/** Makes an explicit cache at `time` (milliseconds): all of its tokens are billed as input once, and stored until it expires. */
export function createGeminiCache(
  state: GeminiState,
  request: GeminiCacheRequest,
  time: number,
  given: Partial<GeminiOptions> = {},
): { readonly usage: TickUsage; readonly state: GeminiState } | { readonly error: GeminiError } {
  const options = { ...defaultGeminiOptions, ...given };
  const tokens = sum(request.parts);
  if (tokens < options.minimumPrefixTokens) {
    return refuse(
      400,
      'INVALID_ARGUMENT',
      `Cached content is too small. total_token_count=${tokens}, min_total_token_count=${options.minimumPrefixTokens}`,
    );
  }
  const expires = time + (request.ttlSeconds ?? options.defaultTtlSeconds) * 1000;
  const caches = new Map(state.caches).set(request.name, { model: request.model, tokens, created: time, expires });
  return {
    usage: { fresh: tokens, write5m: 0, write1h: 0, read: 0, output: 0 },
    state: { ...state, caches },
  };
}

/** Only the expiry of an explicit cache can be changed, and only of one that is still there. */
export function extendGeminiCache(state: GeminiState, name: string, time: number, ttlSeconds: number): GeminiState {
  const cache = state.caches.get(name);
  if (cache === undefined || time >= cache.expires) return state;
  return { ...state, caches: new Map(state.caches).set(name, { ...cache, expires: time + ttlSeconds * 1000 }) };
}

/** Token hours of storage of an explicit cache up to `time`; storage is billed by the hour and million tokens. */
export function geminiTokenHours(state: GeminiState, name: string, time: number): number {
  const cache = state.caches.get(name);
  if (cache === undefined) return 0;
  const stored = Math.max(0, Math.min(time, cache.expires) - cache.created);
  return (cache.tokens * stored) / 3_600_000;
}

export function simulateGemini(
  state: GeminiState,
  request: GeminiRequest,
  time: number,
  given: Partial<GeminiOptions> = {},
): SimulatedGemini | { readonly error: GeminiError } {
  const options = { ...defaultGeminiOptions, ...given };
  return request.cachedContent === undefined
    ? implicit(state, request, time, options)
    : explicit(state, request, request.cachedContent, time);
}

function explicit(
  state: GeminiState,
  request: GeminiRequest,
  name: string,
  time: number,
): SimulatedGemini | { readonly error: GeminiError } {
  if (request.head.length > 0) {
    return refuse(
      400,
      'INVALID_ARGUMENT',
      'CachedContent can not be used with GenerateContent request setting system_instruction, tools or tool_config.',
    );
  }
  const cache = state.caches.get(name);
  if (cache === undefined || time >= cache.expires) {
    return refuse(403, 'PERMISSION_DENIED', 'CachedContent not found (or permission denied)');
  }
  if (cache.model !== request.model) {
    return refuse(
      400,
      'INVALID_ARGUMENT',
      `Model used by GenerateContent request (models/${request.model}) and CachedContent (models/${cache.model}) has to be the same.`,
    );
  }
  return {
    usage: {
      fresh: sum(request.contents),
      write5m: 0,
      write1h: 0,
      read: cache.tokens,
      output: request.outputTokens ?? 0,
    },
    diagnostics: { eligible: cache.tokens, source: 'explicit' },
    state,
  };
}

function implicit(state: GeminiState, request: GeminiRequest, time: number, options: GeminiOptions): SimulatedGemini {
  const parts = [...request.head, ...request.contents];
  const digests = parts.map(({ text }) => hashText(text));
  let tokens = 0;
  const cumulative = parts.map((part) => {
    tokens += part.tokens;
    return tokens;
  });
  let longest = 0;
  for (const trace of state.traces) {
    if (trace.model !== request.model || time >= trace.start + options.implicitSeconds * 1000) continue;
    let at = 0;
    while (at < digests.length && digests[at] === trace.digests[at]) at++;
    longest = Math.max(longest, at === 0 ? 0 : (cumulative[at - 1] ?? 0));
  }
  const eligible = longest >= options.minimumPrefixTokens ? longest : 0;
  const read = options.implicit === 'assume-hit' ? eligible : 0;
  return {
    usage: { fresh: tokens - read, write5m: 0, write1h: 0, read, output: request.outputTokens ?? 0 },
    diagnostics: { eligible, source: eligible > 0 ? 'implicit' : 'none' },
    state: {
      ...state,
      traces: [...state.traces, { model: request.model, digests, tokens: cumulative, start: time }].slice(-keptTraces),
    },
  };
}

function sum(parts: readonly GeminiPart[]): number {
  return parts.reduce((total, { tokens }) => total + tokens, 0);
}

function refuse(
  status: GeminiError['status'],
  code: GeminiError['code'],
  message: string,
): { readonly error: GeminiError } {
  return { error: { status, code, message } };
}
