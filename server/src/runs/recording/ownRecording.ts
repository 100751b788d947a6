// Reads a recording of our own: puts the lines of each exchange together again.
import type { JsonObject } from '../../engine/index.ts';
import { type RecordedRequest, type RecordingLine, recordingLineSchema } from '../../protocol/index.ts';
import { parseJson } from './parseJson.ts';
import { readLines, readRange } from './readLines.ts';
import type { ByteRange, RecordedCall } from './recordedCall.ts';
import { answerOf } from './usageOf.ts';

interface Open {
  readonly request: Omit<RecordedRequest, 'text'>;
  readonly body: JsonObject | undefined;
  readonly source: ByteRange;
  status?: number;
  answer: string[];
  size: number;
}

/** An answer that is longer than this has its usage at its ends: the middle is left out. */
const mostAnswer = 4 << 20;
/** Pieces that are kept of a longer one, at its beginning and at its end. */
const [firstPieces, lastPieces] = [8, 8];

/** Calls in the order in which they ended; those that never did come last. Lines that cannot be read are counted in `skipped`. */
export function* ownCalls(path: string, skipped: { lines: number }): Generator<RecordedCall> {
  const open = new Map<string, Open>();
  for (const { text, start, length } of readLines(path)) {
    const line = parseLine(text);
    if (line === undefined) {
      skipped.lines++;
      continue;
    }
    if (line.type === 'recording') continue;
    if (line.type === 'request') {
      const { text: body, ...request } = line;
      if (request.method !== 'POST' || /count_tokens|countTokens/.test(request.path)) continue;
      open.set(line.id, { request, body: parseJson(body ?? ''), source: { start, length }, answer: [], size: 0 });
      continue;
    }
    const one = open.get(line.id);
    if (one === undefined) continue;
    if (line.type === 'head') one.status = line.status;
    else if (line.type === 'chunk') {
      one.size += line.text?.length ?? 0;
      one.answer.push(line.text ?? '');
      if (one.size > mostAnswer && one.answer.length > firstPieces + lastPieces) one.answer.splice(firstPieces, 1);
    } else {
      yield callOf(one, line.time, line.how);
      open.delete(line.id);
    }
  }
  for (const one of open.values()) yield callOf(one, undefined, 'not ended');
}

/** The body of the request that a line of the recording holds. */
export function ownBody(path: string, { start, length }: ByteRange): JsonObject | undefined {
  const line = parseLine(readRange(path, start, length) ?? '');
  return line?.type === 'request' ? parseJson(line.text ?? '') : undefined;
}

function callOf({ request, body, source, status, answer }: Open, end: number | undefined, how: string): RecordedCall {
  const { usage, tools, model } = answerOf(answer.join(''));
  const asked = body?.model ?? /\/models\/([^:/]+)/.exec(request.path)?.[1];
  const failure = status !== undefined && status >= 400 ? String(status) : how === 'complete' ? undefined : how;
  return {
    time: request.time,
    ...(end === undefined ? {} : { milliseconds: end - request.time }),
    provider: request.provider,
    ...(typeof asked === 'string' ? { model: asked } : model === undefined ? {} : { model }),
    ...(body === undefined ? {} : { body }),
    ...(usage === undefined ? {} : { usage }),
    tools,
    ...(failure === undefined ? {} : { failure }),
    source,
  };
}

function parseLine(text: string): RecordingLine | undefined {
  const value = parseJson(text);
  const parsed = value === undefined ? undefined : recordingLineSchema.safeParse(value);
  return parsed?.success === true ? parsed.data : undefined;
}
