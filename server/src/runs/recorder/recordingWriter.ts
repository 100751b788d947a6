// Writes a recording line by line. What was written stays whole, whatever happens to the program or the disk.
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import type { RecordingLine } from '../../protocol/index.ts';

export interface RecordingWriter {
  readonly write: (line: RecordingLine) => void;
  /** Undefined while everything could be written. */
  readonly problem: () => string | undefined;
  readonly close: () => void;
}

export interface WriterOptions {
  /** An existing file is not touched unless it is to be replaced. */
  readonly replace?: boolean;
  /** Called once, when the disk takes no more: the recording ends there, the agent does not. */
  readonly onProblem?: (why: string) => void;
  /** Stands in for the file in tests. */
  readonly append?: (bytes: Buffer, position: number) => number;
}

/** Throws when the file cannot be opened. Readable by its owner only: prompts are private. */
export function openRecording(path: string, options: WriterOptions = {}): RecordingWriter {
  const file = openSync(path, options.replace === true ? 'w' : 'wx', 0o600);
  const append =
    options.append ?? ((bytes: Buffer, position: number) => writeSync(file, bytes, 0, bytes.length, position));
  let queue: string[] = [];
  let scheduled: NodeJS.Immediate | undefined;
  let position = 0;
  let problem: string | undefined;

  const flush = (): void => {
    if (scheduled !== undefined) clearImmediate(scheduled);
    scheduled = undefined;
    if (queue.length === 0 || problem !== undefined) return;
    let bytes = Buffer.from(`${queue.join('\n')}\n`);
    queue = [];
    try {
      let end = position;
      while (bytes.length > 0) {
        const written = append(bytes, end);
        end += written;
        bytes = bytes.subarray(written);
      }
      position = end;
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
      // Half a line would make the file malformed; the lines before it are whole.
      try {
        ftruncateSync(file, position);
      } catch {
        // The reader leaves out a last line that was cut off.
      }
      options.onProblem?.(problem);
    }
  };

  return {
    write(line) {
      if (problem !== undefined) return;
      queue.push(JSON.stringify(line));
      // One write for all that happens in a turn of the event loop; the system keeps it if this program is killed.
      scheduled ??= setImmediate(flush);
    },
    problem: () => problem,
    close() {
      flush();
      closeSync(file);
    },
  };
}
