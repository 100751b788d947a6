// The engine's view of the files: open documents first, then the disk, where a file is read again only when it changed.
import { statSync } from 'node:fs';
import type { Snapshot } from '../engine/index.ts';
import { readTextFile } from './readTextFile.ts';

interface Cached {
  readonly modified: number;
  readonly size: number;
  readonly text: string | undefined;
}

export interface DiskSnapshotOptions {
  /** Text that goes before the disk: open documents. */
  readonly overlay?: (path: string) => string | undefined;
  /** Larger files count as absent. */
  readonly maxBytes?: number;
  /** The disk does not change while the snapshot lives: a path is looked at once. */
  readonly frozen?: boolean;
}

export function createDiskSnapshot(options: DiskSnapshotOptions = {}): Snapshot {
  const { overlay, maxBytes = 2_000_000, frozen = false } = options;
  const cache = new Map<string, Cached>();

  function fromDisk(path: string): string | undefined {
    const known = cache.get(path);
    if (frozen && known !== undefined) return known.text;
    const stamp = stampOf(path);
    if (known !== undefined && known.modified === stamp.modified && known.size === stamp.size) return known.text;
    const file = stamp.size < 0 ? undefined : readTextFile(path, maxBytes);
    const text = file?.kind === 'text' ? file.text : undefined;
    cache.set(path, { ...stamp, text });
    return text;
  }

  return { read: (path) => overlay?.(path) ?? fromDisk(path) };
}

/** Size -1 stands for what is no readable file. */
function stampOf(path: string): { readonly modified: number; readonly size: number } {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats?.isFile() ? { modified: stats.mtimeMs, size: stats.size } : { modified: 0, size: -1 };
  } catch {
    return { modified: 0, size: -1 };
  }
}
