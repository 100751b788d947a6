// Recorded sequences of requests with their breakpoints, prefix hashes and billed cache tokens, as the evaluation reads them.

/** A request to Claude in a recording; block numbers count tools, system blocks and message blocks in wire order. */
export interface ClaudeCacheRow {
  readonly i: number;
  readonly t: string | null;
  readonly model: string;
  readonly blocks: { readonly tools: number; readonly system: number; readonly blocks: number };
  readonly breakpoints: readonly { readonly block: number; readonly section: string; readonly ttl: '5m' | '1h' }[];
  readonly prefix_hash_at_bp: readonly string[];
  /** The last block of the longest prefix that an earlier request of the recording marked. */
  readonly hit_block: number | null;
  readonly usage: { readonly input: number; readonly read: number; readonly write: number; readonly output: number };
}

export interface OpenAiCacheRow {
  readonly i: number;
  readonly t: string | null;
  readonly model: string;
  readonly prompt: number;
  readonly cached: number;
  readonly output: number;
  readonly prompt_cache_key: string | null;
  /** The earlier request that shares most; `full`: this one extends it. */
  readonly common_prefix_of: { readonly from: number; readonly full: boolean; readonly common: number } | null;
}

export interface CacheRecording<Row> {
  readonly repo: string;
  readonly path: string;
  /** `server-side tools` and `edited/scrubbed` recordings are no evidence of the algorithm. */
  readonly kind?: string;
  readonly rows: readonly Row[];
}

export function parseRecordings<Row>(text: string): readonly CacheRecording<Row>[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as CacheRecording<Row>);
}

/** Seconds since the first row of the recording; where no time was recorded, a second after the row before. */
export function rowSeconds(rows: readonly { readonly t: string | null }[]): readonly number[] {
  let last = 0;
  let first: number | undefined;
  return rows.map(({ t }) => {
    const at = t === null ? Number.NaN : Date.parse(t) / 1000;
    if (Number.isNaN(at)) last += 1;
    else {
      first ??= at - last;
      last = at - first;
    }
    return last;
  });
}
