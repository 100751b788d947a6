// A view of the disk for one run: each path is looked at once, and what was found there can be told later.
import type { Snapshot } from '../engine/index.ts';
import type { FileStamp } from './fileStamp.ts';
import { readStamped } from './readStamped.ts';

export interface RecordedSnapshot extends Snapshot {
  /** Of everything that was looked at so far. */
  readonly stamps: ReadonlyMap<string, FileStamp>;
}

/** Files larger than `maxBytes` are no text. */
export function createRecordedSnapshot(maxBytes = 2_000_000): RecordedSnapshot {
  const texts = new Map<string, string | undefined>();
  const stamps = new Map<string, FileStamp>();
  return {
    read(path) {
      if (texts.has(path)) return texts.get(path);
      const { file, stamp } = readStamped(path, maxBytes);
      const text = file.kind === 'text' ? file.text : undefined;
      texts.set(path, text);
      stamps.set(path, stamp);
      return text;
    },
    stamps,
  };
}
