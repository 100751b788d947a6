// Takes an entry out of a record, list or argument list, with its comma and its line.
import type { LanguageId } from '../../model/index.ts';
import type { Edit, Span } from '../../text/index.ts';
import { lineEnd, lineStart, significant } from './significant.ts';

export function removeEntry(text: string, entry: Span, language: LanguageId): Edit {
  const comma = commaBehind(text, entry.end, language);
  const end = comma ?? entry.end;
  const head = lineStart(text, entry.start);
  const tail = lineEnd(text, end);
  const ownsLine = text.slice(head, entry.start).trim() === '' && text.slice(end, tail).trim() === '';
  if (ownsLine) return removal(head, tail + lineEndingLength(text, tail));
  if (comma !== undefined) return removal(entry.start, end + (/^[ \t]+/.exec(text.slice(end))?.[0].length ?? 0));
  const before = /,\s*$/.exec(text.slice(0, entry.start))?.[0].length ?? 0;
  return removal(entry.start - before, entry.end);
}

function commaBehind(text: string, at: number, language: LanguageId): number | undefined {
  for (const piece of significant(text, at, text.length, language)) {
    return text.slice(piece.start, piece.end) === ',' ? piece.end : undefined;
  }
  return undefined;
}

function lineEndingLength(text: string, at: number): number {
  if (text.startsWith('\r\n', at)) return 2;
  return at < text.length ? 1 : 0;
}

function removal(start: number, end: number): Edit {
  return { span: { start, end }, newText: '' };
}
