// Sorts a list where it is made, inside of the expression that writes it into a text.
import type { Fix } from '../../model/index.ts';
import type { Place } from '../../text/index.ts';
import type { Documents } from '../rule.ts';
import { fixOf } from './changesOf.ts';
import { isPython } from './significant.ts';

/** Python's `sorted` takes any iterable; in JavaScript only a call of which the result is a list of its own is sorted in place. */
export function sortWrittenFix(documents: Documents, { path, start, end }: Place): readonly Fix[] {
  const text = documents.text(path);
  const language = documents.languageOf(path);
  if (text === undefined || language === undefined) return [];
  const written = text.slice(start, end);
  const isCall = written.endsWith(')');
  if (!isPython(language) && (!isCall || /^(?:await|new)\b/.test(written))) return [];
  const edits = isPython(language)
    ? [
        { span: { start, end: start }, newText: 'sorted(' },
        { span: { start: end, end }, newText: ')' },
      ]
    : [{ span: { start: end, end }, newText: '.sort()' }];
  return [fixOf('Sort it before it becomes text', 'safe', ['text order'], [{ path, edits }])];
}
