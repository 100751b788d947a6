// Writes a record the way its language does: object literals for TypeScript and JavaScript, dict displays for Python.
import type { LanguageId } from '../../model/index.ts';
import { isPython } from './significant.ts';

/** A literal as written in the language, with the quote of the document. */
export type Literal = { readonly code: string } | { readonly text: string } | readonly (readonly [string, Literal])[];

/** `key: value`, or `"key": value` in Python. */
export function renderEntry(key: string, value: Literal, language: LanguageId, quote: string): string {
  const name = isPython(language) ? `${quote}${key}${quote}` : key;
  return `${name}: ${renderLiteral(value, language, quote)}`;
}

export function renderLiteral(value: Literal, language: LanguageId, quote: string): string {
  if ('code' in value) return value.code;
  if ('text' in value) return `${quote}${value.text}${quote}`;
  const entries = value.map(([key, inner]) => renderEntry(key, inner, language, quote)).join(', ');
  return isPython(language) ? `{${entries}}` : `{ ${entries} }`;
}

/** The plain five-minute mark. */
export const ephemeral: Literal = [['type', { text: 'ephemeral' }]];
