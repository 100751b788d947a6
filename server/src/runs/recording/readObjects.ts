// Reads the JSON objects of a file one by one: of lines, of an array, or of an array inside of an object, whatever its size.
import { closeSync, openSync, readSync } from 'node:fs';
import type { JsonObject } from '../../engine/index.ts';
import { parseJson } from './parseJson.ts';
import { longestLine } from './readLines.ts';

export interface FileObject {
  readonly value: JsonObject;
  readonly start: number;
  readonly length: number;
}

const blockSize = 1 << 20;
const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [34, 92, 123, 125, 91, 93];

/** Arrays of these names hold the records of an export; what stands around them is left out. */
const wrapper = /"(?:data|observations|runs|resourceSpans|records|logs|results|generations|requests|items)"\s*:\s*$/;
const nameLength = 40;

/**
 * Yields every object that stands at the top of the file, in an array at the top, or in an array that a wrapper's name introduces. An
 * object that is cut off at the end of the file is left out. Throws when the file cannot be read.
 */
export function* readObjects(path: string): Generator<FileObject> {
  const file = openSync(path, 'r');
  try {
    const block = Buffer.allocUnsafe(blockSize);
    let depth = 0;
    let inString = false;
    let isEscaped = false;
    let kept: Buffer[] = [];
    let keptLength = 0;
    /** -1: between records. */
    let recordStart = -1;
    const drop = (): void => {
      kept = [];
      keptLength = 0;
      recordStart = -1;
      depth = 0;
    };
    for (let position = 0; ; ) {
      const size = readSync(file, block, 0, blockSize, position);
      if (size === 0) return;
      // Where the record's bytes in this block begin.
      let from = 0;
      for (let at = 0; at < size; at++) {
        const byte = block[at];
        if (inString) {
          if (isEscaped) isEscaped = false;
          else if (byte === backslash) isEscaped = true;
          else if (byte === quote) inString = false;
        } else if (byte === quote) inString = true;
        else if (recordStart < 0) {
          if (byte === openBrace) {
            recordStart = position + at;
            from = at;
            depth = 1;
          }
        } else if (byte === openBrace || byte === openBracket) {
          depth++;
          // What was read so far was no record; its elements are.
          if (byte === openBracket && depth === 2 && isWrapper(kept, block.subarray(from, at))) drop();
        } else if (byte === closeBrace || byte === closeBracket) {
          depth--;
          if (depth > 0) continue;
          const part = block.subarray(from, at + 1);
          const length = keptLength + part.length;
          const value = length > longestLine ? undefined : parseJson(Buffer.concat([...kept, part]).toString('utf8'));
          if (value !== undefined) yield { value, start: recordStart, length };
          drop();
        }
      }
      if (recordStart >= 0) {
        keptLength += size - from;
        if (keptLength <= longestLine) kept.push(Buffer.from(block.subarray(from, size)));
        else kept = [];
      }
      position += size;
    }
  } finally {
    closeSync(file);
  }
}

function isWrapper(kept: readonly Buffer[], before: Buffer): boolean {
  const near = before.subarray(-nameLength).toString('latin1');
  const earlier = near.length < nameLength ? (kept.at(-1)?.subarray(-nameLength).toString('latin1') ?? '') : '';
  return wrapper.test(earlier + near);
}
