// A view of the disk for one run: each path is looked at once, and what was found there can be told later.
import type { Snapshot } from '../engine/index.ts';
import type { FileStamp } from './fileStamp.ts';
import { readStamped } from './readStamped.ts';

export interface RecordedSnapshot extends Snapshot {
  /** Of everything that was looked at on disk so far. */
  readonly stamps: ReadonlyMap<string, FileStamp>;
}

export interface RecordedSnapshotOptions {
  /** Texts that go before the disk, by path. */
  readonly edited?: ReadonlyMap<string, string>;
  /** Larger files are no text. */
  readonly maxBytes?: number;
}

export function createRecordedSnapshot(options: RecordedSnapshotOptions = {}): RecordedSnapshot {
  const { edited, maxBytes = 2_000_000 } = options;
  const texts = new Map<string, string | undefined>();
  const stamps = new Map<string, FileStamp>();
  return {
    read(path) {
      const own = edited?.get(path);
      if (own !== undefined) return own;
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
