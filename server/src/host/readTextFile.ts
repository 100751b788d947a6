// Reads a file from disk as text, and says why when it is not text.
import { readFileSync, statSync } from 'node:fs';

export type TextFile =
  | { readonly kind: 'text'; readonly text: string; readonly bom: boolean }
  | { readonly kind: 'absent' }
  /** `why` finishes the sentence "skipped: …". */
  | { readonly kind: 'skipped'; readonly why: string };

/** A NUL within so many bytes marks a binary file, as in git. */
const probeBytes = 8_000;

/** `maxBytes` bounds what is read. Never throws. */
export function readTextFile(path: string, maxBytes: number): TextFile {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return { kind: 'absent' };
    if (!stats.isFile()) return { kind: 'skipped', why: 'not a regular file' };
    if (stats.size > maxBytes) return tooLarge(maxBytes);
    return decodeText(readFileSync(path));
  } catch (error) {
    return { kind: 'skipped', why: error instanceof Error ? error.message : String(error) };
  }
}

export function tooLarge(maxBytes: number): TextFile {
  return { kind: 'skipped', why: `larger than ${sizeText(maxBytes)}` };
}

const decoder = new TextDecoder('utf-8', { fatal: true });

export function decodeText(bytes: Uint8Array): TextFile {
  if (bytes.subarray(0, probeBytes).includes(0)) return { kind: 'skipped', why: 'a binary file' };
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  try {
    return { kind: 'text', text: decoder.decode(bytes), bom };
  } catch {
    return { kind: 'skipped', why: 'not valid UTF-8' };
  }
}

function sizeText(bytes: number): string {
  return bytes >= 1_000_000 ? `${bytes / 1_000_000} MB` : `${bytes} bytes`;
}
