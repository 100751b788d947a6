// Decides whether an expression means the same at another place of its document.
import type { LanguageId } from '../../model/index.ts';
import { indentAt } from './documentStyle.ts';
import { isPython, lineEnd, lineStart, significant } from './significant.ts';

const globals = new Set(
  (
    'Date Math crypto process performance Intl String Number JSON globalThis str int float len repr round ' +
    'new await typeof void true false null undefined None True False not and or if else in is'
  ).split(' '),
);

/** True when `expression`, written at `from`, can be written at `to` as well. */
export function isVisible(text: string, expression: string, from: number, to: number, language: LanguageId): boolean {
  if (rootNames(expression, language).every((name) => globals.has(name) || isImported(text, name))) return true;
  if (to < from) return false;
  return isPython(language) ? staysIndented(text, from, to) : staysInBlock(text, from, to, language);
}

/** A name of the language, which means the same everywhere. */
export function isGlobal(name: string): boolean {
  return globals.has(name);
}

/** Names that the expression reads: not members, keys or keywords of a call. */
function rootNames(expression: string, language: LanguageId): string[] {
  const names: string[] = [];
  let previous = '';
  const pieces = [...significant(expression, 0, expression.length, language)].map(({ start, end }) => ({ start, end }));
  let index = 0;
  while (index < pieces.length) {
    const piece = pieces[index];
    if (piece === undefined) break;
    const word = /^[A-Za-z_$][\w$]*/.exec(expression.slice(piece.start))?.[0];
    if (word === undefined) {
      previous = expression.slice(piece.start, piece.end);
      index++;
      continue;
    }
    const behind = expression.slice(piece.start + word.length).trimStart();
    const isKey = /^(?::(?!:)|=(?!=))/.test(behind) && /[{,(]/.test(previous);
    if (previous !== '.' && !isKey) names.push(word);
    previous = word;
    while (index < pieces.length && (pieces[index]?.start ?? 0) < piece.start + word.length) index++;
  }
  return names;
}

function isImported(text: string, name: string): boolean {
  const escaped = name.replace(/\$/g, '\\$');
  // A module that is called like the name brings nothing of that name.
  return new RegExp(`^(?:import|from\\s+\\S+\\s+import)\\b[^'"\\n;]*\\b${escaped}\\b`, 'm').test(text);
}

/** No block that is open at `from` closes before `to`. */
function staysInBlock(text: string, from: number, to: number, language: LanguageId): boolean {
  let depth = 0;
  for (const { start, end } of significant(text, lineEnd(text, from), to, language)) {
    if (end - start > 1) continue;
    const char = text.charAt(start);
    if (char === '{') depth++;
    else if (char === '}') depth--;
    if (depth < 0) return false;
  }
  return true;
}

/** No line of code in between is indented less; lines within a string are none. */
function staysIndented(text: string, from: number, to: number): boolean {
  const own = indentAt(text, from).length;
  const start = lineStart(text, from);
  let line = start;
  for (const piece of significant(text, start, lineEnd(text, to), 'python')) {
    const first = lineStart(text, piece.start);
    if (first <= line) continue;
    line = first;
    const isFirst = text.slice(first, piece.start).trim() === '';
    if (isFirst && piece.start - first < own && !/[)\]}]/.test(text.charAt(piece.start))) return false;
  }
  return true;
}
