// Finds where a text stands in a document, in the editor's own counting.
import type { EditorPosition } from './placeCursor.ts';

/** Position of the first character of the first `needle`; throws when there is none. */
export function positionOf(documentText: string, needle: string): EditorPosition {
  const offset = documentText.indexOf(needle);
  if (offset < 0) throw new Error(`The document has no “${needle}”.`);
  const before = documentText.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
