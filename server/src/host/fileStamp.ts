// What tells a file that changed from one that did not: its size and times, and the hash of its bytes when these are in doubt.
import { createHash } from 'node:crypto';
import { readFileSync, type Stats, statSync } from 'node:fs';
import { namesIn } from './namesIn.ts';

export interface FileStamp {
  /** Bytes; -1 stands for what is no readable file. */
  readonly size: number;
  /** Milliseconds since 1970. Negative when the file is so young that a later change may leave the same times behind. */
  readonly modified: number;
  /** Milliseconds since 1970 of the last change of the file's entry, which no program can set back. */
  readonly changed: number;
  /** Of the bytes; empty when there are none to read. */
  readonly hash: string;
}

export const absentStamp: FileStamp = { size: -1, modified: 0, changed: 0, hash: '' };

/** Clocks of file systems tick as slowly as every two seconds. */
const youngFor = 2_500;

/** `content`: the bytes of a file, the names in a folder. */
export function stampOf(stats: Pick<Stats, 'size' | 'mtimeMs' | 'ctimeMs'>, content: Uint8Array | string): FileStamp {
  const isYoung = Date.now() - Math.max(stats.mtimeMs, stats.ctimeMs) < youngFor;
  return {
    size: sizeOf(stats.size, content),
    modified: isYoung ? -1 : stats.mtimeMs,
    changed: stats.ctimeMs,
    hash: hashOf(content),
  };
}

/** Undefined when the file at `path` is not the one that was stamped; otherwise its stamp, with the times that it has now. */
export function sameStamp(path: string, stamp: FileStamp): FileStamp | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    const isFolder = path.endsWith('/');
    if (stats === undefined || !(isFolder ? stats.isDirectory() : stats.isFile()))
      return stamp.size < 0 ? stamp : undefined;
    if (stats.size !== stamp.size && !isFolder) return undefined;
    if (stats.mtimeMs === stamp.modified && stats.ctimeMs === stamp.changed) return stamp;
    if (stamp.hash === '') return undefined;
    const content = isFolder ? namesIn(path) : readFileSync(path);
    const now = content === undefined ? absentStamp : stampOf(stats, content);
    return now.hash === stamp.hash ? now : undefined;
  } catch {
    return stamp.size < 0 ? stamp : undefined;
  }
}

/** The size that a folder has says nothing about its names. */
function sizeOf(size: number, content: Uint8Array | string): number {
  return typeof content === 'string' ? 0 : size;
}

function hashOf(content: Uint8Array | string): string {
  return createHash('sha1').update(content).digest('base64');
}
