// Adds an entry at the end of a record, list or argument list, in the style of the entries before it.
import type { LanguageId } from '../../model/index.ts';
import type { Edit, Span } from '../../text/index.ts';
import { indentAt, lineEnding } from './documentStyle.ts';
import { lineEnd, significant } from './significant.ts';

/** `brackets` reaches from the opening bracket to the closing one. Undefined when it does not. */
export function insertEntry(text: string, brackets: Span, entry: string, language: LanguageId): Edit[] | undefined {
  if (!/[{[(]/.test(text.charAt(brackets.start)) || !/[}\])]/.test(text.charAt(brackets.end - 1))) return undefined;
  const pieces = [...significant(text, brackets.start + 1, brackets.end - 1, language)];
  const first = pieces[0];
  const last = pieces.at(-1);
  if (first === undefined || last === undefined) return [emptyEdit(text, brackets, entry)];
  const hasComma = text.slice(last.start, last.end) === ',';
  const tail = text.slice(last.end, brackets.end - 1);
  if (!/[\r\n]/.test(tail)) {
    const separator = hasComma ? ' ' : ', ';
    return [insertion(last.end, `${separator}${entry}${hasComma ? ',' : ''}`)];
  }
  const line = `${lineEnding(text)}${indentAt(text, first.start)}${entry}${hasComma ? ',' : ''}`;
  const end = lineEnd(text, last.end);
  // A comment behind the last entry stays with it.
  const hasComment = text.slice(last.end, end).trim() !== '';
  if (!hasComment) return [insertion(last.end, hasComma ? line : `,${line}`)];
  return hasComma ? [insertion(end, line)] : [insertion(last.end, ','), insertion(end, line)];
}

function emptyEdit(text: string, brackets: Span, entry: string): Edit {
  const isRecord = text.charAt(brackets.start) === '{';
  const span = { start: brackets.start + 1, end: brackets.end - 1 };
  return { span, newText: isRecord ? ` ${entry} ` : entry };
}

function insertion(at: number, newText: string): Edit {
  return { span: { start: at, end: at }, newText };
}
