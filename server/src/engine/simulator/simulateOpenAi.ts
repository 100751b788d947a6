// OpenAI's prompt cache as a pure function: what a request reads, writes and pays for, and why it misses.
import type { TickUsage } from '../model/index.ts';
import { entryLimit, traceLimit } from './cacheState.ts';
import { diagnoseOpenAi, type OpenAiMissReason } from './diagnoseOpenAi.ts';
import { hashText } from './hash.ts';
import { type Boundary, boundariesOf } from './openAiBoundaries.ts';
import { longestPrefix } from './openAiLongestPrefix.ts';
import { defaultOpenAiOptions, type OpenAiOptions } from './openAiOptions.ts';
import type { OpenAiTtl, OpenAiWireRequest } from './openAiRequest.ts';
import type { OpenAiEntry, OpenAiState, OpenAiTrace, OpenAiTraceUnit } from './openAiState.ts';

export interface OpenAiDiagnostics {
  readonly missReason?: OpenAiMissReason;
  /** Best-effort caches promise nothing: this is the most that could be read. */
  readonly eligible: number;
  readonly isBestEffort: boolean;
  /** Tokens that were written, by lifetime. */
  readonly written: { readonly '30m': number; readonly '12h': number };
}

export interface SimulatedOpenAi {
  readonly usage: TickUsage;
  readonly diagnostics: OpenAiDiagnostics;
  readonly state: OpenAiState;
}

/** A prompt with the hash and the tokens of each prefix that ends at a part. */
interface Rendered {
  readonly units: readonly OpenAiTraceUnit[];
  /** Number of tools among the units; message parts follow. */
  readonly tools: number;
  readonly hashes: readonly string[];
  readonly toolDigest: string;
  readonly total: number;
}

/**
 * Simulates one request that starts at `time` (milliseconds). `comparisonId` asks for the reason of a miss against that request instead
 * of the closest one.
 */
export function simulateOpenAi(
  state: OpenAiState,
  request: OpenAiWireRequest,
  time: number,
  given: Partial<OpenAiOptions> = {},
  comparisonId?: string,
): SimulatedOpenAi {
  const options: OpenAiOptions = { ...defaultOpenAiOptions, ...given };
  const prefix = render(request, options);
  return options.generation === 'breakpoints'
    ? atBreakpoints(state, request, prefix, time, options, comparisonId)
    : byPrefix(state, request, prefix, time, options, comparisonId);
}

function atBreakpoints(
  state: OpenAiState,
  request: OpenAiWireRequest,
  prefix: Rendered,
  time: number,
  options: OpenAiOptions,
  comparisonId: string | undefined,
): SimulatedOpenAi {
  const { lookups, writes } = boundariesOf(request, options);
  const unitOf = ({ part }: Boundary): number => prefix.tools + part;
  const keyOf = (boundary: Boundary): string => `${boundary.source}\n${prefix.hashes[unitOf(boundary)]}`;
  const tokensOf = (boundary: Boundary): number => prefix.units[unitOf(boundary)]?.tokens ?? 0;
  const isLive = ({ availableFrom, lastTouch, ttl }: OpenAiEntry): boolean =>
    availableFrom <= time && time < lastTouch + options.ttlSeconds[ttl] * 1000;

  const entries = new Map(state.entries);
  const hit = lookups.findLast((boundary) => {
    const entry = entries.get(keyOf(boundary));
    return entry !== undefined && isLive(entry);
  });
  const read = hit === undefined ? 0 : tokensOf(hit);
  if (hit !== undefined) touch(entries, keyOf(hit), time);

  const written: Record<OpenAiTtl, number> = { '30m': 0, '12h': 0 };
  let upTo = read;
  const eligible = writes.filter((boundary) => tokensOf(boundary) >= options.minimumPrefixTokens);
  for (const boundary of eligible) {
    const key = keyOf(boundary);
    const entry = entries.get(key);
    const tokens = tokensOf(boundary);
    if (entry !== undefined && isLive(entry)) touch(entries, key, time);
    else {
      const availableFrom = time + options.firstTokenMilliseconds;
      const isPending = entry !== undefined && entry.availableFrom > time;
      entries.set(key, {
        tokens,
        ttl: boundary.ttl,
        lastTouch: time,
        availableFrom: isPending ? Math.min(entry.availableFrom, availableFrom) : availableFrom,
      });
    }
    written[boundary.ttl] += Math.max(0, tokens - upTo);
    upTo = Math.max(upTo, tokens);
  }

  const last = eligible.at(-1) ?? hit;
  const trace = traceOf(request, prefix, time, options, {
    cachedTokens: Math.max(read, last === undefined ? 0 : tokensOf(last)),
    ...(last === undefined ? {} : { cachedKey: keyOf(last) }),
  });
  const missReason = diagnoseOpenAi(
    {
      trace,
      read,
      longest: writes.at(-1) === undefined ? 0 : tokensOf(writes.at(-1) as Boundary),
      minimum: options.minimumPrefixTokens,
      lifetimeOf: ({ cachedKey }) =>
        options.ttlSeconds[(cachedKey === undefined ? undefined : state.entries.get(cachedKey)?.ttl) ?? '30m'] * 1000,
      isOverflow: false,
      granularity: 1,
      ...(comparisonId === undefined ? {} : { comparisonId }),
    },
    state,
  );
  const isAlive = ({ lastTouch, ttl }: OpenAiEntry): boolean => time < lastTouch + options.ttlSeconds[ttl] * 1000;
  return {
    usage: {
      read,
      write5m: 0,
      write1h: 0,
      ...(written['30m'] > 0 ? { write30m: written['30m'] } : {}),
      ...(written['12h'] > 0 ? { write12h: written['12h'] } : {}),
      fresh: prefix.total - upTo,
      output: request.outputTokens ?? 0,
    },
    diagnostics: {
      ...(missReason === undefined ? {} : { missReason }),
      eligible: read,
      isBestEffort: false,
      written,
    },
    state: {
      entries: entries.size > entryLimit ? new Map([...entries].filter(([, entry]) => isAlive(entry))) : entries,
      traces: [...state.traces, trace].slice(-traceLimit),
    },
  };
}

function byPrefix(
  state: OpenAiState,
  request: OpenAiWireRequest,
  prefix: Rendered,
  time: number,
  options: OpenAiOptions,
  comparisonId: string | undefined,
): SimulatedOpenAi {
  const trace = traceOf(request, prefix, time, options, {
    cachedTokens: prefix.total >= options.minimumPrefixTokens ? prefix.total : 0,
  });
  const found = longestPrefix(state.traces, trace, time, options);
  const step = options.generation === 'intervals' ? options.intervalTokens : options.granularity;
  const floored = Math.floor((found?.tokens ?? 0) / step) * step;
  const eligible = floored >= options.minimumPrefixTokens ? floored : 0;
  const isOverflow = options.overflow.misses && isOverflowing(state.traces, trace, time, options);
  const read = options.bestEffort === 'assume-miss' || isOverflow ? 0 : eligible;
  const traces =
    read === 0 ? state.traces : state.traces.map((one) => (one === found?.trace ? { ...one, lastTouch: time } : one));
  const missReason = diagnoseOpenAi(
    {
      trace,
      read,
      longest: prefix.total,
      minimum: options.minimumPrefixTokens,
      lifetimeOf: ({ retention }) => options.idleSeconds[retention] * 1000,
      isOverflow,
      granularity: step,
      ...(comparisonId === undefined ? {} : { comparisonId }),
    },
    state,
  );
  return {
    usage: { read, write5m: 0, write1h: 0, fresh: prefix.total - read, output: request.outputTokens ?? 0 },
    diagnostics: {
      ...(missReason === undefined ? {} : { missReason }),
      eligible,
      isBestEffort: true,
      written: { '30m': 0, '12h': 0 },
    },
    state: { entries: state.entries, traces: [...traces, trace].slice(-traceLimit) },
  };
}

/** Requests of the last minute that go to the same machine: those with the same beginning and key. */
function isOverflowing(
  traces: readonly OpenAiTrace[],
  trace: OpenAiTrace,
  time: number,
  { overflow }: OpenAiOptions,
): boolean {
  const same = traces.filter(
    ({ start, key, units }) =>
      start > time - 60_000 && key === trace.key && units[0]?.digest === trace.units[0]?.digest,
  );
  return same.length >= overflow.requestsPerMinute;
}

function render(request: OpenAiWireRequest, options: OpenAiOptions): Rendered {
  const { model, params, overhead, tools, messages } = request;
  const key = options.keySeparates ? (request.key ?? '') : '';
  let hash = hashText(JSON.stringify([model, key, paramTexts(params)]), options.isolation);
  let tokens = tools.length > 0 ? (overhead?.tools ?? 0) : 0;
  const units: OpenAiTraceUnit[] = [];
  const hashes: string[] = [];
  const add = (
    context: string,
    part: { readonly text: string; readonly tokens: number; readonly type: string },
    message?: number,
    index = 0,
  ): void => {
    const digest = hashText(part.text, `${context} ${part.type}`);
    hash = hashText(digest, hash);
    tokens += part.tokens;
    hashes.push(hash);
    units.push({ digest, tokens, text: part.text, address: { ...(message === undefined ? {} : { message }), index } });
  };
  for (const [index, tool] of tools.entries()) add('tool', tool, undefined, index);
  const toolDigest = hash;
  tokens += overhead?.messages ?? 0;
  for (const [message, { role, parts }] of messages.entries()) {
    for (const [index, part] of parts.entries()) add(role, part, message, index);
  }
  const digests = units.slice(0, tools.length).map(({ digest }) => digest);
  return {
    units,
    tools: tools.length,
    hashes,
    toolDigest: hashText(digests.join(), String(toolDigest.length)),
    total: tokens + (overhead?.tail ?? 0),
  };
}

/** In a fixed order, so that the order in which a caller writes them does not matter. */
function paramTexts(params: OpenAiWireRequest['params']): readonly (readonly [string, string])[] {
  return Object.entries(params)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]): readonly [string, string] => [name, String(value)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function traceOf(
  request: OpenAiWireRequest,
  prefix: Rendered,
  time: number,
  options: OpenAiOptions,
  cached: Pick<OpenAiTrace, 'cachedTokens' | 'cachedKey'>,
): OpenAiTrace {
  return {
    ...(request.id === undefined ? {} : { id: request.id }),
    isolation: options.isolation,
    model: request.model,
    key: options.keySeparates || options.generation !== 'breakpoints' ? (request.key ?? '') : '',
    params: request.params,
    tools: prefix.toolDigest,
    units: prefix.units,
    total: prefix.total,
    ...cached,
    retention: request.retention ?? options.defaultRetention,
    start: time,
    lastTouch: time,
    availableFrom: time + options.firstTokenMilliseconds,
  };
}

function touch(entries: Map<string, OpenAiEntry>, key: string, time: number): void {
  const entry = entries.get(key);
  if (entry !== undefined) entries.set(key, { ...entry, lastTouch: Math.max(entry.lastTouch, time) });
}
