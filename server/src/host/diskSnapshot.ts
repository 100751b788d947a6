// The engine's view of the files: open documents first, then the disk, where a file is read again only when it changed.
import { statSync } from 'node:fs';
import type { Snapshot } from '../engine/index.ts';
import { namesIn } from './namesIn.ts';
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
    const text = stamp.size < 0 ? undefined : path.endsWith('/') ? namesIn(path) : textAt(path, maxBytes);
    cache.set(path, { ...stamp, text });
    return text;
  }

  return { read: (path) => overlay?.(path) ?? fromDisk(path) };
}

function textAt(path: string, maxBytes: number): string | undefined {
  const file = readTextFile(path, maxBytes);
  return file.kind === 'text' ? file.text : undefined;
}

/** Size -1 stands for what is not there or is of the other kind: a path that ends in a slash names a folder. */
function stampOf(path: string): { readonly modified: number; readonly size: number } {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    const fits = path.endsWith('/') ? stats?.isDirectory() : stats?.isFile();
    return stats !== undefined && fits ? { modified: stats.mtimeMs, size: stats.size } : { modified: 0, size: -1 };
  } catch {
    return { modified: 0, size: -1 };
  }
}
