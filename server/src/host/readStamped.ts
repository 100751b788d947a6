// Reads a file as text together with what tells later whether it has changed.
import { readFileSync, statSync } from 'node:fs';
import { absentStamp, type FileStamp, stampOf } from './fileStamp.ts';
import { namesIn } from './namesIn.ts';
import { decodeFile, type TextFile, tooLarge } from './readTextFile.ts';

export interface StampedFile {
  readonly file: TextFile;
  readonly stamp: FileStamp;
}

/** `maxBytes` bounds what is read. A path that ends in a slash names a folder, whose text is the names in it. Never throws. */
export function readStamped(path: string, maxBytes: number): StampedFile {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return { file: { kind: 'absent' }, stamp: absentStamp };
    if (path.endsWith('/')) {
      const text = stats.isDirectory() ? namesIn(path) : undefined;
      if (text === undefined) return { file: { kind: 'absent' }, stamp: absentStamp };
      return { file: { kind: 'text', text, bom: false }, stamp: stampOf(stats, text) };
    }
    if (!stats.isFile()) return { file: { kind: 'skipped', why: 'not a regular file' }, stamp: absentStamp };
    if (stats.size > maxBytes) {
      const stamp = { size: stats.size, modified: stats.mtimeMs, changed: stats.ctimeMs, hash: '' };
      return { file: tooLarge(maxBytes), stamp };
    }
    const bytes = readFileSync(path);
    return { file: decodeFile(path, bytes), stamp: stampOf(stats, bytes) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { file: { kind: 'skipped', why }, stamp: absentStamp };
  }
}
