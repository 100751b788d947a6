// Lines and positions of the files that a report speaks of, counted from 1.
import { LineIndex, type Place } from '../../engine/index.ts';
import { type Notebook, readNotebookFile } from '../../host/index.ts';

/** Lines and UTF-16 columns from 1; the end is exclusive. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** In a notebook: the cell, counted from 1 among all cells, and the line in it. */
  readonly cell?: number;
  readonly cellLine?: number;
}

export interface FileLines {
  readonly region: (place: Place) => Region;
  /** The line of code that the place begins in, and where in it; no line break. */
  readonly code: (place: Place) => { readonly text: string; readonly start: number };
}

interface KnownFile {
  /** What was analysed. */
  readonly text: string;
  readonly index: LineIndex;
  readonly notebook?: { readonly index: LineIndex; readonly notebook: Notebook };
}

export function createFileLines(textAt: (path: string) => string | undefined): FileLines {
  const files = new Map<string, KnownFile>();
  const fileAt = (path: string): KnownFile => {
    let file = files.get(path);
    if (file === undefined) {
      const text = textAt(path) ?? '';
      const read = readNotebookFile(path);
      const notebook = read && { index: new LineIndex(read.text), notebook: read.notebook };
      file = { text, index: new LineIndex(text), ...(notebook === undefined ? {} : { notebook }) };
      files.set(path, file);
    }
    return file;
  };
  return {
    region: (place) => {
      const { index, notebook } = fileAt(place.path);
      if (notebook !== undefined) return cellRegion(place, index, notebook);
      return region(index, place.start, place.end);
    },
    code: ({ path, start: offset }) => {
      const { text, index } = fileAt(path);
      const { line, character } = index.positionAt(offset);
      const start = index.offsetAt({ line, character: 0 });
      return { text: /^[^\r\n]*/.exec(text.slice(start, start + 2_000))?.[0] ?? '', start: character };
    },
  };
}

function region(index: LineIndex, from: number, to: number): Region {
  const start = index.positionAt(from);
  const end = index.positionAt(to);
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

function cellRegion(
  { start, end }: Place,
  program: LineIndex,
  { index, notebook }: NonNullable<KnownFile['notebook']>,
): Region {
  const cell = notebook.cells.findLast((each) => each.start <= start);
  const inFile = region(index, notebook.fileOffset(start), notebook.fileOffset(end));
  if (cell === undefined) return inFile;
  const cellLine = program.positionAt(start).line - program.positionAt(cell.start).line + 1;
  return { ...inFile, cell: cell.number, cellLine };
}
