// Reads a file line by line, with the place of each, in little memory whatever its size.
import { closeSync, openSync, readSync } from 'node:fs';

export interface FileLine {
  readonly text: string;
  readonly start: number;
  /** Bytes. */
  readonly length: number;
}

const blockSize = 1 << 20;
/** Longer lines are no records: they are left out. */
export const longestLine = 256 << 20;

/** Empty lines are left out. Throws when the file cannot be read. */
export function* readLines(path: string): Generator<FileLine> {
  const file = openSync(path, 'r');
  try {
    const block = Buffer.allocUnsafe(blockSize);
    let rest: Buffer[] = [];
    let restLength = 0;
    let lineStart = 0;
    for (let position = 0; ; ) {
      const size = readSync(file, block, 0, blockSize, position);
      if (size === 0) break;
      let from = 0;
      for (let at = block.indexOf(10, from); at >= 0 && at < size; at = block.indexOf(10, from)) {
        const length = restLength + at - from;
        if (length > 0 && length <= longestLine) {
          const own = block.subarray(from, at);
          const text = restLength === 0 ? own.toString('utf8') : Buffer.concat([...rest, own]).toString('utf8');
          yield { text, start: lineStart, length };
        }
        rest = [];
        restLength = 0;
        from = at + 1;
        lineStart = position + from;
      }
      if (from < size) {
        restLength += size - from;
        if (restLength <= longestLine) rest.push(Buffer.from(block.subarray(from, size)));
        else rest = [];
      }
      position += size;
    }
    if (restLength > 0 && restLength <= longestLine) {
      yield { text: Buffer.concat(rest).toString('utf8'), start: lineStart, length: restLength };
    }
  } finally {
    closeSync(file);
  }
}

/** A range of a file as text; undefined when it is not there any more. */
export function readRange(path: string, start: number, length: number): string | undefined {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.allocUnsafe(length);
    return readSync(file, bytes, 0, length, start) === length ? bytes.toString('utf8') : undefined;
  } finally {
    closeSync(file);
  }
}
