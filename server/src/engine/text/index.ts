// Door of the text room: offsets, lines and edits.
export { applyEdits, type Edit } from './edit.ts';
export { LineIndex, type LinePosition } from './lineIndex.ts';
export { contains, isSamePlace, overlaps, type Place, type Span } from './span.ts';
