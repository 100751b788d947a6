// Says on the result of a tool call that the call has failed.
import type { Fix } from '../../model/index.ts';
import type { Place } from '../../text/index.ts';
import type { Documents } from '../rule.ts';
import { fixOf } from './changesOf.ts';
import { quoteOf } from './documentStyle.ts';
import { insertEntry } from './insertEntry.ts';
import { renderEntry } from './renderEntry.ts';
import { isPython } from './significant.ts';

/** Unsafe: the model answers to an error in another way than to a result. */
export function markErrorFix(documents: Documents, place: Place): readonly Fix[] {
  const text = documents.text(place.path);
  const language = documents.languageOf(place.path);
  if (text === undefined || language === undefined) return [];
  const entry = renderEntry(
    'is_error',
    { code: isPython(language) ? 'True' : 'true' },
    language,
    quoteOf(text, language),
  );
  const edits = insertEntry(text, place, entry, language);
  return edits === undefined
    ? []
    : [fixOf('Mark it as an error', 'unsafe', ['tool results'], [{ path: place.path, edits }])];
}
