// Gives a cache mark another lifetime.
import type { Mark } from '../../model/index.ts';
import type { Documents } from '../rule.ts';
import type { PathEdits } from './changesOf.ts';
import { quoteOf } from './documentStyle.ts';
import { insertEntry } from './insertEntry.ts';
import { markEntry } from './markEntry.ts';
import { renderEntry } from './renderEntry.ts';
import { bracketEnd } from './significant.ts';

const written = /((['"]?)ttl\2\s*:\s*)(['"])\w+\3/;

/** Undefined when the value of the mark is not written out where it is set: it may serve other marks too. */
export function setTtl(
  documents: Pick<Documents, 'text' | 'languageOf'>,
  { place }: Mark,
  ttl: '5m' | '1h',
): PathEdits | undefined {
  const { path } = place;
  const text = documents.text(path);
  const language = documents.languageOf(path);
  if (text === undefined || language === undefined) return undefined;
  const entry = markEntry(text, place);
  const start = entry === undefined ? -1 : text.indexOf('{', entry.start);
  if (entry === undefined || start < 0 || start >= entry.end) return undefined;
  if (!/[:=]\s*$/.test(text.slice(entry.start, start))) return undefined;
  const braces = { start, end: bracketEnd(text, start, language) };
  const inner = text.slice(braces.start, braces.end);
  const found = written.exec(inner);
  if (found === null) {
    if (/\bttl\b/.test(inner)) return undefined;
    const entries = insertEntry(
      text,
      braces,
      renderEntry('ttl', { text: ttl }, language, quoteOf(text, language)),
      language,
    );
    return entries === undefined ? undefined : { path, edits: entries };
  }
  const [, name = '', , quote = ''] = found;
  const from = braces.start + found.index + name.length;
  const span = { start: from, end: braces.start + found.index + found[0].length };
  return { path, edits: [{ span, newText: `${quote}${ttl}${quote}` }] };
}
