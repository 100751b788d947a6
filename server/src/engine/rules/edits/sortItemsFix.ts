// Puts the items of a written-out list into name order.
import type { Fix } from '../../model/index.ts';
import type { Edit, Place } from '../../text/index.ts';
import type { Documents } from '../rule.ts';
import { fixOf } from './changesOf.ts';

interface NamedItem {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Items change places; commas, white space and everything between them stay where they are. */
export function sortItemsFix(documents: Documents, list: Place, items: readonly NamedItem[]): readonly Fix[] {
  const text = documents.text(list.path);
  if (text === undefined) return [];
  const sorted = [...items].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const edits: Edit[] = [];
  for (const [index, item] of items.entries()) {
    const other = sorted[index];
    if (other === undefined || other === item) continue;
    edits.push({ span: { start: item.start, end: item.end }, newText: text.slice(other.start, other.end) });
  }
  return [fixOf('Sort the tools by name', 'safe', ['tool order'], [{ path: list.path, edits }])];
}
