// Reads how a document is written, so that an edit looks like its surroundings.
import type { LanguageId } from '../../model/index.ts';
import { isPython, lineStart } from './significant.ts';

/** The document's own line ending. */
export function lineEnding(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** White space at the head of the line of `offset`. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset)))?.[0] ?? '';
}

/** The quote that the document uses most. */
export function quoteOf(text: string, language: LanguageId): string {
  const double = text.split('"').length;
  const single = text.split("'").length;
  if (isPython(language)) return single > double ? "'" : '"';
  return double > single ? '"' : "'";
}
