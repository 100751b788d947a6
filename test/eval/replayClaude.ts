// Replays recorded requests to Claude through the simulator, from their breakpoints, prefix hashes and token counts alone.
import { resolveModel, simulatorSettingsOf } from '../../server/src/engine/catalog/index.ts';
import {
  type CacheState,
  emptyCache,
  simulateAnthropic,
  type WireBlock,
  type WireRequest,
} from '../../server/src/engine/simulator/index.ts';
import { type CacheRecording, type ClaudeCacheRow, rowSeconds } from './recordedCache.ts';

export interface ReplayedRow {
  readonly row: ClaudeCacheRow;
  readonly recorded: number;
  readonly predicted: number;
  /** What a cache would read that always serves the longest prefix that any earlier request sent. */
  readonly longest: number;
  /** An earlier request of the recording cached a prefix of this one, so that its read can be predicted at all. */
  readonly isCold: boolean;
  /** The prediction ends at a breakpoint whose tokens the recording does not show. */
  readonly lengthUnknown: boolean;
}

/**
 * Requests come one after the other: each is over when the next one starts. With `lag`, what a request wrote is not readable by the
 * next one, only by those after it.
 */
export interface ReplayOptions {
  readonly lag?: boolean;
}

interface Known {
  readonly row: ClaudeCacheRow;
  readonly texts: readonly string[];
  /** Blocks at which the length of the prefix is recorded, with its tokens. */
  readonly points: ReadonlyMap<number, number>;
}

export function replayClaude(
  { rows }: CacheRecording<ClaudeCacheRow>,
  { lag = false }: ReplayOptions = {},
): readonly ReplayedRow[] {
  // With a lag only the order counts: a request a second, readable after one and a half.
  const seconds = lag ? rows.map((_, at) => at) : rowSeconds(rows);
  const firstTokenMilliseconds = lag ? 1500 : 0;
  const known: Known[] = [];
  /** Tokens of prefixes by hash, from requests whose last breakpoint they are. */
  const lengths = new Map<string, number>();
  let state: CacheState = emptyCache;
  return rows.map((row, at): ReplayedRow => {
    const { usage, breakpoints, prefix_hash_at_bp: hashes, hit_block: hit } = row;
    const source = hit === null ? undefined : sourceOf(row, known);
    const { texts, points } = shared(row, known, source);
    const cached = usage.read + usage.write;
    const lastHash = hashes.at(-1);
    const total = cached + usage.input;
    breakpoints.forEach(({ block }, index) => {
      const length =
        index === breakpoints.length - 1 ? (cached > 0 ? cached : total) : lengths.get(hashes[index] ?? '');
      if (length !== undefined) points.set(block, length);
    });
    known.push({ row, texts, points });
    const hitHash = hit === null ? undefined : hashAt(source?.row, hit);
    const hitLength = hitHash === undefined ? undefined : lengths.get(hitHash);
    if (hit !== null && hitLength !== undefined) points.set(hit, hitLength);
    if (lastHash !== undefined && cached > 0) lengths.set(lastHash, cached);
    const request = requestOf(row, texts, points, total);
    const model = resolveModel(row.model);
    const options = { ...(model === undefined ? {} : simulatorSettingsOf(model)), firstTokenMilliseconds };
    const result = simulateAnthropic(state, request, (seconds[at] ?? 0) * 1000, options);
    if ('error' in result) throw new Error(`${row.model}: ${result.error.message}`);
    state = result.state;
    return {
      row,
      recorded: usage.read,
      predicted: result.usage.read,
      longest: hit === null ? 0 : (hitLength ?? result.usage.read),
      isCold: hit !== null && !(hitLength !== undefined && usage.read > hitLength),
      lengthUnknown: result.usage.read > 0 && hitLength === undefined,
    };
  });
}

function hashAt(row: ClaudeCacheRow | undefined, block: number): string | undefined {
  const index = row?.breakpoints.findIndex((one) => one.block === block) ?? -1;
  return index < 0 ? undefined : row?.prefix_hash_at_bp[index];
}

/** The earlier request whose mark stands at the hit: among several the one that shares most other prefixes, then the latest. */
function sourceOf(row: ClaudeCacheRow, known: readonly Known[]): Known | undefined {
  let best: Known | undefined;
  let bestShared = -1;
  for (const one of known) {
    if (one.row.model !== row.model || hashAt(one.row, row.hit_block ?? -1) === undefined) continue;
    const shared = row.prefix_hash_at_bp.filter((hash) => one.row.prefix_hash_at_bp.includes(hash)).length;
    if (shared >= bestShared) {
      best = one;
      bestShared = shared;
    }
  }
  return best;
}

/** Stands for the blocks: the same text, and the same lengths, where the hashes say that they are the same bytes. */
function shared(
  row: ClaudeCacheRow,
  known: readonly Known[],
  source: Known | undefined,
): { readonly texts: readonly string[]; readonly points: Map<number, number> } {
  const texts = Array.from({ length: row.blocks.blocks }, (_, block) => `${row.i}:${block}`);
  const points = new Map<number, number>();
  const copy = (from: Known, upTo: number): void => {
    for (let block = 0; block <= upTo && block < texts.length; block++) texts[block] = from.texts[block] ?? '';
    for (const [block, tokens] of from.points) if (block <= upTo) points.set(block, tokens);
  };
  for (const one of known) {
    for (const [index, hash] of row.prefix_hash_at_bp.entries()) {
      const block = row.breakpoints[index]?.block ?? -1;
      if (hashAt(one.row, block) === hash) copy(one, block);
    }
  }
  if (source !== undefined && row.hit_block !== null) copy(source, row.hit_block);
  return { texts, points };
}

function requestOf(
  row: ClaudeCacheRow,
  texts: readonly string[],
  marks: ReadonlyMap<number, number>,
  total: number,
): WireRequest {
  const lengths = cumulative(texts.length, marks, total);
  const blocks = texts.map((text, block): WireBlock => {
    const mark = row.breakpoints.find((one) => one.block === block);
    const tokens = (lengths[block] ?? 0) - (block === 0 ? 0 : (lengths[block - 1] ?? 0));
    return { type: 'text', text, tokens, ...(mark === undefined ? {} : { mark: { ttl: mark.ttl } }) };
  });
  const { tools, system } = row.blocks;
  return {
    model: row.model,
    tools: blocks.slice(0, tools),
    system: blocks.slice(tools, tools + system),
    params: {},
    messages: [{ role: 'user', blocks: blocks.slice(tools + system) }],
    maxTokens: 1,
    overhead: { tail: Math.max(0, total - (lengths.at(-1) ?? 0)) },
  };
}

/** Tokens of the prefix that ends at each block; between known lengths in equal steps. */
function cumulative(blocks: number, marks: ReadonlyMap<number, number>, total: number): readonly number[] {
  const points = [...marks].sort(([a], [b]) => a - b);
  let [lastBlock, lastTokens] = [-1, 0];
  const lengths: number[] = [];
  for (const [block, tokens] of [...points, [blocks - 1, Math.max(total, points.at(-1)?.[1] ?? 0)] as const]) {
    for (let at = lastBlock + 1; at <= block; at++) {
      const share = (at - lastBlock) / (block - lastBlock);
      lengths[at] = Math.round(lastTokens + (Math.max(tokens, lastTokens) - lastTokens) * share);
    }
    if (block > lastBlock) [lastBlock, lastTokens] = [block, Math.max(tokens, lastTokens)];
  }
  return lengths;
}
