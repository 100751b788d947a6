// Opens a recording or a log of another program: tells them apart by their first record, and reads their calls one by one.
import type { JsonObject } from '../../engine/index.ts';
import type { ToolSpan } from './imports/importer.ts';
import { importers } from './imports/index.ts';
import { ownBody, ownCalls } from './ownRecording.ts';
import { parseJson } from './parseJson.ts';
import { readRange } from './readLines.ts';
import { readObjects } from './readObjects.ts';
import type { ByteRange, RecordedCall } from './recordedCall.ts';

export interface OpenedLog {
  /** `hitrate`, or the program that wrote it. */
  readonly format: string;
  readonly calls: Iterable<RecordedCall>;
  /** Reads the body of a request again. */
  readonly bodyAt: (source: ByteRange) => JsonObject | undefined;
  /** Spans of tools that were met so far. */
  readonly spans: readonly ToolSpan[];
  /** Lines that could not be read so far. */
  readonly skipped: { lines: number };
}

/** A file that is none of the logs that can be read. */
export class UnknownLog extends Error {
  override readonly name = 'UnknownLog';
}

/** Records at the beginning that may be something else, such as the summary of a session. */
const lookedAt = 20;
/** Spans that are kept: their distribution is what counts. */
const mostSpans = 200_000;

/** Throws an UnknownLog, or what the system says when the file cannot be read. */
export function readCalls(path: string): OpenedLog {
  let seen = 0;
  const skipped = { lines: 0 };
  const spans: ToolSpan[] = [];
  for (const { value } of readObjects(path)) {
    if (value.type === 'recording' && value.version === 1) {
      return {
        format: 'hitrate',
        calls: ownCalls(path, skipped),
        bodyAt: (source) => ownBody(path, source),
        spans,
        skipped,
      };
    }
    const importer = importers.find(({ detects }) => detects(value));
    if (importer !== undefined) {
      const again = importer.create();
      return {
        format: importer.name,
        calls: imported(path, importer.create(), spans),
        bodyAt: ({ start, length }) => {
          const record = parseJson(readRange(path, start, length) ?? '');
          return record === undefined ? undefined : again.push(record, { start, length }).calls[0]?.body;
        },
        spans,
        skipped,
      };
    }
    if (++seen >= lookedAt) break;
  }
  throw new UnknownLog(
    `it is no recording, and no log of ${importers.map(({ name }) => name).join(', ')}: nothing in its first records tells of a model call`,
  );
}

function* imported(
  path: string,
  reader: ReturnType<(typeof importers)[number]['create']>,
  spans: ToolSpan[],
): Generator<RecordedCall> {
  for (const { value, start, length } of readObjects(path)) {
    const { calls, spans: own = [] } = reader.push(value, { start, length });
    if (spans.length < mostSpans) spans.push(...own);
    yield* calls;
  }
  yield* reader.end().calls;
}
