// Anthropic's prompt cache as a pure function: what a request reads, writes and pays for, and why it misses.
import type { TickUsage } from '../model/index.ts';
import { type CacheEntry, type CacheState, entryLimit, type RequestTrace, traceLimit } from './cacheState.ts';
import { diagnose, type MissReason } from './diagnose.ts';
import { type ApiError, isSame, type PlacedMark, placeMarks } from './placeMarks.ts';
import { type BlockUnit, type Prefix, renderPrefix, type Unit } from './renderPrefix.ts';
import { type AnthropicOptions, defaultAnthropicOptions } from './simulatorOptions.ts';
import type { BlockAddress, MarkTtl, WireRequest } from './wireRequest.ts';

/** What one breakpoint did. */
export interface BreakpointReport {
  readonly address: BlockAddress;
  readonly ttl: MarkTtl;
  readonly source: PlacedMark['source'];
  /** Tokens of the prefix that ends here. */
  readonly tokens: number;
  /**
   * `read`: the longest hit was found from here. `covered`: lies within what was read. `written`: a new entry. `below-minimum`:
   * nothing is cached, and the API does not say so.
   */
  readonly outcome: 'read' | 'read-and-written' | 'covered' | 'written' | 'below-minimum';
  /** Positions back to the entry that was read. */
  readonly distance?: number;
}

export interface CacheDiagnostics {
  readonly missReason?: MissReason;
  readonly breakpoints: readonly BreakpointReport[];
  /** Cumulative tokens of the prefix that was read, and of everything up to the last cached breakpoint. */
  readonly read: number;
  readonly cached: number;
}

export interface Simulated {
  readonly usage: TickUsage;
  readonly diagnostics: CacheDiagnostics;
  readonly state: CacheState;
}

/** The request is refused; the cache stays as it was. */
export interface Refused {
  readonly error: ApiError;
}

interface Breakpoint {
  readonly mark: PlacedMark;
  /** Index of the unit where it takes effect. */
  readonly unit: number;
  readonly tokens: number;
  readonly isEligible: boolean;
}

interface Hit {
  readonly unit: number;
  readonly breakpoint: Breakpoint;
  readonly distance: number;
}

/**
 * Simulates one request that starts at `time` (milliseconds). `previousId` asks for the reason of a miss against that request
 * instead of the closest one.
 */
export function simulateAnthropic(
  state: CacheState,
  request: WireRequest,
  time: number,
  given: Partial<AnthropicOptions> = {},
  previousId?: string,
): Simulated | Refused {
  const options: AnthropicOptions = { ...defaultAnthropicOptions, ...given };
  const marks = placeMarks(request, options);
  if ('status' in marks) return { error: marks };

  const prefix = renderPrefix(request, options);
  const scope = `${options.isolation}\n${options.store}`;
  const keyOf = (unit: Unit): string => `${scope}\n${request.model}\n${unit.hash}`;
  const breakpoints = marks.flatMap((mark) => breakpointOf(mark, prefix, options) ?? []);
  const isLive = (entry: CacheEntry): boolean =>
    entry.availableFrom <= time && time < entry.lastTouch + lifetime(entry.ttl, options);

  const hit = lookUp(breakpoints, prefix.units, options, (unit) => {
    const entry = state.entries.get(keyOf(unit));
    return entry !== undefined && isLive(entry);
  });
  const read = hit === undefined ? 0 : tokensAt(prefix, hit.unit);

  const entries = new Map(state.entries);
  if (hit !== undefined) refresh(entries, keyOf(unitAt(prefix, hit.unit)), time);
  const eligible = breakpoints.filter((breakpoint) => breakpoint.isEligible);
  for (const { unit, mark } of eligible) {
    const key = keyOf(unitAt(prefix, unit));
    const entry = entries.get(key);
    if (entry !== undefined && isLive(entry)) {
      const isRead = hit !== undefined && (unit === hit.unit || options.refreshShorterEntries);
      if (isRead) refresh(entries, key, time);
    } else entries.set(key, writtenEntry(entry, mark.ttl, tokensAt(prefix, unit), time, options));
  }

  const usage = bill(eligible, read, prefix.total, request);
  const cached = Math.max(read, eligible.at(-1)?.tokens ?? 0);
  const units = prefix.units.map((unit) => ({
    digest: unit.digest,
    hash: unit.hash,
    tokens: unit.tokens,
    level: unit.level,
    ...(unit.kind === 'param' ? { param: unit.param } : { address: unit.address }),
  }));
  const missReason = diagnose(
    {
      scope,
      model: request.model,
      units,
      read,
      time,
      breakpoints: breakpoints.map(({ unit }) => unit),
      longestBreakpoint: breakpoints.at(-1)?.tokens ?? 0,
      hasEligible: eligible.length > 0,
      minimum: options.minimumPrefixTokens,
      lookback: options.lookbackPositions,
      distance: (from, to) => positionAt(prefix, from) - positionAt(prefix, to),
      ...(previousId === undefined ? {} : { previousId }),
    },
    state,
    (ttl) => lifetime(ttl, options),
  );

  const lastUnit = eligible.at(-1)?.unit ?? hit?.unit;
  const trace: RequestTrace = {
    ...(request.id === undefined ? {} : { id: request.id }),
    scope,
    model: request.model,
    units,
    cachedUnits: lastUnit === undefined ? 0 : lastUnit + 1,
    cachedTokens: lastUnit === undefined ? 0 : cached,
    ...(lastUnit === undefined ? {} : { cachedKey: keyOf(unitAt(prefix, lastUnit)) }),
    wasBelowMinimum: breakpoints.length > 0 && eligible.length === 0,
  };
  return {
    usage,
    diagnostics: {
      ...(missReason === undefined ? {} : { missReason }),
      breakpoints: breakpoints.map((breakpoint) => reportOf(breakpoint, hit, read)),
      read,
      cached,
    },
    state: {
      entries: entries.size > entryLimit ? withoutExpired(entries, time, options) : entries,
      traces: [...state.traces, trace].slice(-traceLimit),
    },
  };
}

/** Undefined for marks on blocks that are not rendered. */
function breakpointOf(mark: PlacedMark, prefix: Prefix, options: AnthropicOptions): Breakpoint | undefined {
  const marked = prefix.units.findIndex((unit) => unit.kind === 'block' && isSame(unit.address, mark.address));
  if (marked < 0) return undefined;
  const unit = options.markInsideRun === 'run-end' ? endOfRun(prefix.units, marked) : marked;
  const tokens = tokensAt(prefix, unit);
  const measured = options.minimumAppliesTo === 'prefix' ? tokens : prefix.total;
  return { mark, unit, tokens, isEligible: measured >= options.minimumPrefixTokens };
}

function endOfRun(units: readonly Unit[], from: number): number {
  const position = positionOf(units[from]);
  let end = from;
  while (positionOf(units[end + 1]) === position) end++;
  return end;
}

/**
 * From the last breakpoint to the first, walks back at most the look-back's positions; the first live entry is the hit. It looks for
 * earlier writes, not for content that stayed the same.
 */
function lookUp(
  breakpoints: readonly Breakpoint[],
  units: readonly Unit[],
  options: AnthropicOptions,
  isHit: (unit: Unit) => boolean,
): Hit | undefined {
  for (const breakpoint of [...breakpoints].reverse()) {
    const from = positionOf(units[breakpoint.unit]) ?? 0;
    const level = units[breakpoint.unit]?.level;
    for (let at = breakpoint.unit; at >= 0; at--) {
      const unit = units[at];
      if (unit?.kind !== 'block') continue;
      const distance = from - unit.position;
      if (distance >= options.lookbackPositions) break;
      if (!options.lookupCrossesLevels && unit.level !== level) break;
      // Of a run, only its end is addressable, unless marks take effect inside it.
      if (options.markInsideRun === 'run-end' && endOfRun(units, at) !== at) continue;
      if (isHit(unit)) return { unit: at, breakpoint, distance };
    }
  }
  return undefined;
}

/**
 * A: the hit. B: the highest 1 h breakpoint behind it, else A. C: the last breakpoint. A is read, B - A written for an hour, C - B for
 * five minutes; the rest is fresh.
 */
function bill(eligible: readonly Breakpoint[], read: number, total: number, request: WireRequest): TickUsage {
  const hours = eligible.filter(({ mark, tokens }) => mark.ttl === '1h' && tokens > read).map(({ tokens }) => tokens);
  const hour = Math.max(read, ...hours);
  const last = Math.max(hour, eligible.at(-1)?.tokens ?? 0);
  return {
    read,
    write1h: hour - read,
    write5m: last - hour,
    fresh: total - last,
    output: request.maxTokens === 0 ? 0 : (request.outputTokens ?? 0),
  };
}

function writtenEntry(
  pending: CacheEntry | undefined,
  ttl: MarkTtl,
  tokens: number,
  time: number,
  options: AnthropicOptions,
): CacheEntry {
  const availableFrom = time + options.firstTokenMilliseconds;
  // Another request is still writing the same prefix: whichever answers first makes it readable.
  const isPending = pending !== undefined && pending.availableFrom > time;
  return {
    tokens,
    ttl: isPending && pending.ttl === '1h' ? '1h' : ttl,
    lastTouch: isPending ? Math.max(pending.lastTouch, time) : time,
    availableFrom: isPending ? Math.min(pending.availableFrom, availableFrom) : availableFrom,
  };
}

function refresh(entries: Map<string, CacheEntry>, key: string, time: number): void {
  const entry = entries.get(key);
  if (entry !== undefined) entries.set(key, { ...entry, lastTouch: Math.max(entry.lastTouch, time) });
}

function reportOf(breakpoint: Breakpoint, hit: Hit | undefined, read: number): BreakpointReport {
  const { mark, tokens } = breakpoint;
  const base = { address: mark.address, ttl: mark.ttl, source: mark.source, tokens };
  if (hit?.breakpoint === breakpoint) {
    return { ...base, outcome: tokens > read ? 'read-and-written' : 'read', distance: hit.distance };
  }
  if (!breakpoint.isEligible) return { ...base, outcome: 'below-minimum' };
  return { ...base, outcome: tokens <= read ? 'covered' : 'written' };
}

function lifetime(ttl: MarkTtl, options: AnthropicOptions): number {
  return (options.ttlSeconds[ttl] + options.graceSeconds) * 1000;
}

function withoutExpired(
  entries: ReadonlyMap<string, CacheEntry>,
  time: number,
  options: AnthropicOptions,
): ReadonlyMap<string, CacheEntry> {
  return new Map([...entries].filter(([, entry]) => time < entry.lastTouch + lifetime(entry.ttl, options)));
}

function unitAt(prefix: Prefix, index: number): Unit {
  const unit = prefix.units[index];
  if (unit === undefined) throw new RangeError(`no unit ${index}`);
  return unit;
}

function tokensAt(prefix: Prefix, index: number): number {
  return unitAt(prefix, index).tokens;
}

function positionAt(prefix: Prefix, index: number): number {
  return positionOf(prefix.units[index]) ?? 0;
}

function positionOf(unit: BlockUnit | Unit | undefined): number | undefined {
  return unit?.kind === 'block' ? unit.position : undefined;
}
