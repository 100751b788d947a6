// Writes the safe fixes of findings into the files that were checked.
import { writeFileSync } from 'node:fs';
import { applyEdits, type Finding, type Snapshot } from '../engine/index.ts';
import { isNotebookPath, readTextFile } from '../host/index.ts';
import { selectEdits } from '../report/index.ts';
import type { FoundFile } from './findFiles.ts';

/** Returns how many findings were fixed. Only files that were asked for are written, and only when they still hold the text that was analysed. Notebooks are not: their code is kept inside of JSON, beside outputs that would no longer fit. */
export function applySafeFixes(findings: readonly Finding[], snapshot: Snapshot, files: readonly FoundFile[]): number {
  const writable = new Set(files.map(({ path }) => path));
  const accepts = (path: string): boolean => writable.has(path) && !isNotebookPath(path) && unchanged(path, snapshot);
  const { byPath, fixed } = selectEdits(findings, accepts);
  for (const [path, edits] of byPath) {
    const text = snapshot.read(path);
    const after = text === undefined ? undefined : applyEdits(text, edits);
    if (after === undefined) continue;
    writeFileSync(path, hasByteOrderMark(path) ? `\uFEFF${after}` : after);
  }
  return fixed.length;
}

function unchanged(path: string, snapshot: Snapshot): boolean {
  const file = readTextFile(path, Number.MAX_SAFE_INTEGER);
  return file.kind === 'text' && file.text === snapshot.read(path);
}

function hasByteOrderMark(path: string): boolean {
  const file = readTextFile(path, Number.MAX_SAFE_INTEGER);
  return file.kind === 'text' && file.bom;
}
