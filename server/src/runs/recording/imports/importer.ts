// Reads the records of one program's logs as model calls.
import type { JsonObject } from '../../../engine/index.ts';
import type { ByteRange, RecordedCall } from '../recordedCall.ts';

/** A tool call whose result may have come from a cache of the program's own, or a batch of calls. */
export interface ToolSpan {
  readonly tool: string;
  readonly cache?: 'hit' | 'miss' | 'stale';
  readonly milliseconds?: number;
  readonly batchSize?: number;
  readonly flushReason?: string;
}

export interface Imported {
  readonly calls: readonly RecordedCall[];
  readonly spans?: readonly ToolSpan[];
}

export interface LogReader {
  readonly push: (value: JsonObject, source: ByteRange) => Imported;
  /** What was held back until more came. */
  readonly end: () => Imported;
}

export interface Importer {
  /** Name of the program, for people. */
  readonly name: string;
  /** By the first record of the file. */
  readonly detects: (value: JsonObject) => boolean;
  readonly create: () => LogReader;
}

export const nothing: Imported = { calls: [] };

/** A reader that needs only one record at a time. */
export function eachRecord(read: (value: JsonObject) => Imported): () => LogReader {
  return () => ({
    push: (value, source) => {
      const imported = read(value);
      return { ...imported, calls: imported.calls.map((call) => ({ ...call, source })) };
    },
    end: () => nothing,
  });
}
