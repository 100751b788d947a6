// Stage 5: calls of many callers collected into batches: what each waits, what each batch holds, why it left, and what that costs.
import type { Money } from '../../model/index.ts';
import { percentile } from './percentile.ts';
import { serveJobs } from './serveJobs.ts';

export interface BatchedCall {
  /** Milliseconds, ascending. */
  readonly at: number;
  readonly caller: string;
  readonly id: string;
  /** The caller gives up then, milliseconds. */
  readonly cancelledAt?: number;
  /** Asking for this id fails. */
  readonly bad?: boolean;
}

export interface Batcher {
  /** A batch leaves so long after its first call; absent: only when it is full. */
  readonly windowMilliseconds?: number;
  /** A batch takes so many calls; absent: any number. */
  readonly size?: number;
  /**
   * A full batch leaves at once. Where false it waits for its window and the next call opens another, which is how a dataloader with a
   * largest size and a scheduler of its own goes about it. Default true.
   */
  readonly leavesWhenFull?: boolean;
}

/** What is asked: a fixed part for each request, and a part for each item. */
export interface Downstream {
  readonly requestMilliseconds: number;
  readonly itemMilliseconds: number;
  readonly requestCost: Money;
  readonly itemCost: Money;
  /** Requests that it serves at a time; others wait in line. */
  readonly connections: number;
  /**
   * What one bad id does to its batch. `item`: an error for itself alone; `split`: the batch fails and is asked again in halves;
   * `batch`: an error for every call of it.
   */
  readonly onBadId: 'item' | 'split' | 'batch';
}

export type FlushReason = 'window' | 'size' | 'end';

/** A batch as its span would show it: `batch_size`, `batch_flush_reason`. */
export interface Batch {
  readonly opened: number;
  readonly flushed: number;
  readonly reason: FlushReason;
  /** Indexes into the calls. */
  readonly calls: readonly number[];
  /** Requests that it took; more than one where it was split. */
  readonly requests: number;
  readonly done: number;
}

export interface BatchedResult {
  readonly outcome: 'answered' | 'failed' | 'cancelled';
  /** Index of its batch; absent when it was cancelled before that left. */
  readonly batch?: number;
  /** From the call to its answer; absent when it was cancelled. */
  readonly milliseconds?: number;
}

export interface SimulatedBatching {
  readonly batches: readonly Batch[];
  /** One for each call. */
  readonly results: readonly BatchedResult[];
  readonly requests: number;
  readonly cost: Money;
  readonly meanSize: number;
  readonly p50: number;
  readonly p99: number;
  readonly mean: number;
  readonly reasons: Readonly<Record<FlushReason, number>>;
}

/** The usual hybrid: ten milliseconds or 64 calls, whichever comes first. */
export const courseBatcher: Batcher = { windowMilliseconds: 10, size: 64 };

/** A request costs eight milliseconds and a hundredth of a cent, an item next to nothing; four connections. */
export const courseDownstream: Downstream = {
  requestMilliseconds: 8,
  itemMilliseconds: 0.1,
  requestCost: 100_000_000n,
  itemCost: 1_000_000n,
  connections: 4,
  onBadId: 'item',
};

interface Collected {
  readonly opened: number;
  readonly flushed: number;
  readonly reason: FlushReason;
  readonly calls: readonly number[];
}

export function simulateBatching(
  calls: readonly BatchedCall[],
  batcher: Batcher,
  downstream: Downstream,
): SimulatedBatching {
  const collected = collect(calls, batcher).sort((a, b) => a.flushed - b.flushed);
  const asked = collected.map(({ calls: members }) => ask(members, calls, downstream));
  const served = serveJobs(
    collected.map(({ flushed }, at) => ({ at: flushed, milliseconds: asked[at]?.milliseconds ?? 0 })),
    downstream.connections,
  );
  const results: BatchedResult[] = calls.map(() => ({ outcome: 'cancelled' }));
  const batches = collected.map((one, at): Batch => {
    const done = served[at] ?? one.flushed;
    for (const index of one.calls) {
      const call = calls[index];
      if (call === undefined) continue;
      const isCancelled = call.cancelledAt !== undefined && call.cancelledAt < done;
      const failed = asked[at]?.failed.has(index) === true;
      results[index] = isCancelled
        ? { outcome: 'cancelled', batch: at }
        : { outcome: failed ? 'failed' : 'answered', batch: at, milliseconds: done - call.at };
    }
    return { ...one, requests: asked[at]?.requests ?? 1, done };
  });
  const waits = results.flatMap(({ milliseconds }) => milliseconds ?? []);
  const requests = batches.reduce((sum, batch) => sum + batch.requests, 0);
  const items = asked.reduce((sum, each) => sum + each.items, 0);
  const sent = collected.reduce((sum, batch) => sum + batch.calls.length, 0);
  const count = (reason: FlushReason): number => batches.filter((batch) => batch.reason === reason).length;
  return {
    batches,
    results,
    requests,
    cost: downstream.requestCost * BigInt(requests) + downstream.itemCost * BigInt(items),
    meanSize: batches.length === 0 ? 0 : sent / batches.length,
    p50: percentile(waits, 50),
    p99: percentile(waits, 99),
    mean: waits.length === 0 ? 0 : waits.reduce((sum, wait) => sum + wait, 0) / waits.length,
    reasons: { window: count('window'), size: count('size'), end: count('end') },
  };
}

/** A call that is cancelled before its batch leaves is not asked for; a batch of which nothing is left is not sent. */
function collect(calls: readonly BatchedCall[], batcher: Batcher): Collected[] {
  const { windowMilliseconds, size = Number.POSITIVE_INFINITY, leavesWhenFull = true } = batcher;
  const batches: Collected[] = [];
  let open: { opened: number; calls: number[] } | undefined;
  const flush = (at: number, reason: FlushReason): void => {
    if (open === undefined) return;
    const { opened, calls: members } = open;
    open = undefined;
    const wanted = members.filter((index) => (calls[index]?.cancelledAt ?? Number.POSITIVE_INFINITY) > at);
    if (wanted.length > 0) batches.push({ opened, flushed: at, reason, calls: wanted });
  };
  for (const [index, call] of calls.entries()) {
    if (open !== undefined && windowMilliseconds !== undefined && call.at >= open.opened + windowMilliseconds) {
      flush(open.opened + windowMilliseconds, 'window');
    }
    open ??= { opened: call.at, calls: [] };
    open.calls.push(index);
    if (open.calls.length < size) continue;
    if (leavesWhenFull || windowMilliseconds === undefined) flush(call.at, 'size');
    else flush(open.opened + windowMilliseconds, 'window');
  }
  const last = calls.at(-1)?.at ?? 0;
  if (open !== undefined && windowMilliseconds !== undefined) flush(open.opened + windowMilliseconds, 'window');
  else flush(last, 'end');
  return batches;
}

interface Asked {
  readonly milliseconds: number;
  readonly requests: number;
  readonly items: number;
  readonly failed: ReadonlySet<number>;
}

function ask(members: readonly number[], calls: readonly BatchedCall[], downstream: Downstream): Asked {
  const { requestMilliseconds, itemMilliseconds, onBadId } = downstream;
  const bad = members.filter((index) => calls[index]?.bad === true);
  const own = requestMilliseconds + itemMilliseconds * members.length;
  const once = { milliseconds: own, requests: 1, items: members.length };
  if (bad.length === 0 || onBadId === 'item' || members.length === 1) return { ...once, failed: new Set(bad) };
  if (onBadId === 'batch') return { ...once, failed: new Set(members) };
  const half = Math.ceil(members.length / 2);
  const parts = [members.slice(0, half), members.slice(half)].map((part) => ask(part, calls, downstream));
  return {
    milliseconds: own + parts.reduce((sum, part) => sum + part.milliseconds, 0),
    requests: 1 + parts.reduce((sum, part) => sum + part.requests, 0),
    items: members.length + parts.reduce((sum, part) => sum + part.items, 0),
    failed: new Set(parts.flatMap((part) => [...part.failed])),
  };
}
