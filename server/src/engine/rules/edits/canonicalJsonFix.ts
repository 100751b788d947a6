// Sorts the keys of what becomes JSON, in place and without another package.
import type { Fix } from '../../model/index.ts';
import type { Place } from '../../text/index.ts';
import type { Documents } from '../rule.ts';
import { fixOf } from './changesOf.ts';
import { isPython } from './significant.ts';

/** Called for every record on every level, the ones that it gives back included. */
const sortingReplacer =
  "(_, value) => (value && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value)";

/** Unsafe: entries that are stored already have other keys. Empty for texts that are made in another way than by JSON. */
export function canonicalJsonFix(documents: Documents, { path, start, end }: Place): readonly Fix[] {
  const text = documents.text(path)?.slice(start, end);
  const language = documents.languageOf(path);
  if (text === undefined || language === undefined || !text.endsWith(')')) return [];
  const isJson = isPython(language)
    ? /^(?:json\s*\.\s*)?dumps\s*\(/.test(text)
    : /^JSON\s*\.\s*stringify\s*\(/.test(text);
  const inside = text.slice(0, -1).trimEnd();
  // A comment behind the last argument would swallow what is written after it.
  if (!isJson || /#|\/\//.test(inside.split('\n').at(-1) ?? '')) return [];
  const at = start + inside.length;
  const written = isPython(language) ? 'sort_keys=True' : sortingReplacer;
  const newText = inside.endsWith(',') ? ` ${written}` : `, ${written}`;
  return [
    fixOf(
      'Sort the keys before they become text',
      'unsafe',
      [],
      [{ path, edits: [{ span: { start: at, end: at }, newText }] }],
    ),
  ];
}
