// Reads a file from disk as text, and says why when it is not text.
import { readFileSync, statSync } from 'node:fs';
import { isNotebookPath, type Notebook, readNotebook } from './notebook.ts';

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
    return decodeFile(path, readFileSync(path));
  } catch (error) {
    return { kind: 'skipped', why: error instanceof Error ? error.message : String(error) };
  }
}

export function tooLarge(maxBytes: number): TextFile {
  return { kind: 'skipped', why: `larger than ${sizeText(maxBytes)}` };
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** A notebook reads as the program of its cells. */
export function decodeFile(path: string, bytes: Uint8Array): TextFile {
  const file = decodeText(bytes);
  if (file.kind !== 'text' || !isNotebookPath(path)) return file;
  const read = readNotebook(file.text);
  return read.kind === 'notebook' ? { kind: 'text', text: read.notebook.program, bom: false } : read;
}

/** With the text of the file itself. Undefined for what is no notebook. */
export function readNotebookFile(path: string): { readonly text: string; readonly notebook: Notebook } | undefined {
  if (!isNotebookPath(path)) return undefined;
  try {
    const file = decodeText(readFileSync(path));
    const read = file.kind === 'text' ? readNotebook(file.text) : undefined;
    return file.kind === 'text' && read?.kind === 'notebook' ? { text: file.text, notebook: read.notebook } : undefined;
  } catch {
    return undefined;
  }
}

function decodeText(bytes: Uint8Array): TextFile {
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
