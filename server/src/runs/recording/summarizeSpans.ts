// Sums up spans of tools: what their caches saved, and why batches were sent.
import type { RecordingProfile } from '../../protocol/index.ts';
import type { ToolSpan } from './imports/importer.ts';

export function summarizeSpans(spans: readonly ToolSpan[]): Pick<RecordingProfile, 'toolCaches' | 'batches'> {
  const tools = new Map<
    string,
    { calls: number; hits: number; stale: number; missed: number; missMilliseconds: number; hitMilliseconds: number }
  >();
  const batches = new Map<string, { count: number; size: number }>();
  for (const { tool, cache, milliseconds = 0, batchSize, flushReason } of spans) {
    if (cache !== undefined) {
      const row = tools.get(tool) ?? {
        calls: 0,
        hits: 0,
        stale: 0,
        missed: 0,
        missMilliseconds: 0,
        hitMilliseconds: 0,
      };
      row.calls++;
      if (cache === 'miss') {
        row.missed++;
        row.missMilliseconds += milliseconds;
      } else {
        row.hits++;
        row.hitMilliseconds += milliseconds;
        if (cache === 'stale') row.stale++;
      }
      tools.set(tool, row);
    }
    if (batchSize !== undefined) {
      const reason = flushReason ?? 'unknown';
      const row = batches.get(reason) ?? { count: 0, size: 0 };
      row.count++;
      row.size += batchSize;
      batches.set(reason, row);
    }
  }
  return {
    ...(tools.size === 0
      ? {}
      : {
          toolCaches: [...tools].map(([tool, { calls, hits, stale, missed, missMilliseconds, hitMilliseconds }]) => ({
            tool,
            calls,
            hits,
            stale,
            // What a miss takes on average is what a hit spares.
            savedMilliseconds:
              missed === 0 ? 0 : Math.max(0, Math.round((missMilliseconds / missed) * hits - hitMilliseconds)),
          })),
        }),
    ...(batches.size === 0
      ? {}
      : { batches: [...batches].map(([reason, { count, size }]) => ({ reason, count, meanSize: size / count })) }),
  };
}
