// Takes cache marks out of a request.
import type { Applicability, Breakpoint, Fix } from '../../model/index.ts';
import type { Documents } from '../rule.ts';
import { fixOf, type PathEdits } from './changesOf.ts';
import { removeMarkEdit } from './markEntry.ts';

/** All of them or none: a fix that mends half of the finding is no fix. */
export function removeMarksFix(
  documents: Documents,
  breakpoints: readonly Breakpoint[],
  applicability: Applicability,
): readonly Fix[] {
  const parts: PathEdits[] = [];
  for (const { mark } of breakpoints) {
    const { path } = mark.place;
    const text = documents.text(path);
    const language = documents.languageOf(path);
    if (text === undefined || language === undefined) return [];
    const edit = removeMarkEdit(text, mark.place, language);
    if (edit === undefined) return [];
    parts.push({ path, edits: [edit] });
  }
  if (parts.length === 0) return [];
  const title = parts.length === 1 ? 'Remove the breakpoint' : `Remove ${parts.length} breakpoints`;
  return [fixOf(title, applicability, ['marks'], parts)];
}
