// Walks over source text and hands out what is neither white space nor comment, strings as one piece.
import type { LanguageId } from '../../model/index.ts';
import type { Span } from '../../text/index.ts';

export function isPython(language: LanguageId): boolean {
  return language === 'python';
}

/** Pieces of `[start, end)` in order: a string literal with its quotes, or one other character. */
export function* significant(text: string, start: number, end: number, language: LanguageId): Iterable<Span> {
  let at = start;
  while (at < end) {
    const comment = commentEnd(text, at, language);
    if (comment !== undefined) at = comment;
    else if (/\s/.test(text.charAt(at))) at++;
    else {
      const next = stringEnd(text, at, language) ?? at + 1;
      yield { start: at, end: Math.min(next, end) };
      at = next;
    }
  }
}

/** End of the comment that begins at `at`, without its line ending. */
function commentEnd(text: string, at: number, language: LanguageId): number | undefined {
  if (isPython(language)) return text.charAt(at) === '#' ? lineEnd(text, at) : undefined;
  if (text.startsWith('//', at)) return lineEnd(text, at);
  if (!text.startsWith('/*', at)) return undefined;
  const close = text.indexOf('*/', at + 2);
  return close < 0 ? text.length : close + 2;
}

/** Offset of the line ending behind `at`, or the end of the text. */
export function lineEnd(text: string, at: number): number {
  const next = text.slice(at).search(/\r|\n/);
  return next < 0 ? text.length : at + next;
}

/** Offset of the first character of the line of `at`. */
export function lineStart(text: string, at: number): number {
  return Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
}

/** End of the string literal that begins at `at` with its opening quote. A prefix (`f`, `rb`) is no part of it. */
export function stringEnd(text: string, at: number, language: LanguageId): number | undefined {
  const quote = text.charAt(at);
  if (quote === '`' && !isPython(language)) return templateEnd(text, at, language);
  if (quote !== '"' && quote !== "'") return undefined;
  const isTriple = isPython(language) && text.startsWith(quote.repeat(3), at);
  const closing = isTriple ? quote.repeat(3) : quote;
  for (let index = at + closing.length; index < text.length; index++) {
    const char = text.charAt(index);
    if (char === '\\') index++;
    else if (text.startsWith(closing, index)) return index + closing.length;
    else if (!isTriple && (char === '\n' || char === '\r')) return index;
  }
  return text.length;
}

function templateEnd(text: string, at: number, language: LanguageId): number {
  for (let index = at + 1; index < text.length; index++) {
    const char = text.charAt(index);
    if (char === '\\') index++;
    else if (char === '`') return index + 1;
    else if (text.startsWith('${', index)) index = bracketEnd(text, index + 1, language) - 1;
  }
  return text.length;
}

/** End of the bracket pair that opens at `at`, the closing one included; the end of the text when it is never closed. */
export function bracketEnd(text: string, at: number, language: LanguageId): number {
  let depth = 0;
  for (const { start, end } of significant(text, at, text.length, language)) {
    const char = text.charAt(start);
    if (end - start > 1) continue;
    if (char === '(' || char === '[' || char === '{') depth++;
    else if (char === ')' || char === ']' || char === '}') depth--;
    if (depth === 0) return end;
  }
  return text.length;
}
