// Lines and positions of the files that a report speaks of, counted from 1.
import { LineIndex, type Place } from '../../engine/index.ts';

/** Lines and UTF-16 columns from 1; the end is exclusive. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface FileLines {
  readonly region: (place: Place) => Region;
  /** Text of a line without its line break. */
  readonly line: (path: string, line: number) => string;
}

export function createFileLines(textAt: (path: string) => string | undefined): FileLines {
  const files = new Map<string, { readonly text: string; readonly index: LineIndex }>();
  const fileAt = (path: string): { readonly text: string; readonly index: LineIndex } => {
    let file = files.get(path);
    if (file === undefined) {
      const text = textAt(path) ?? '';
      file = { text, index: new LineIndex(text) };
      files.set(path, file);
    }
    return file;
  };
  return {
    region: (place) => {
      const { index } = fileAt(place.path);
      const start = index.positionAt(place.start);
      const end = index.positionAt(place.end);
      return {
        startLine: start.line + 1,
        startColumn: start.character + 1,
        endLine: end.line + 1,
        endColumn: end.character + 1,
      };
    },
    line: (path, line) => {
      const { text, index } = fileAt(path);
      const start = index.offsetAt({ line: line - 1, character: 0 });
      return /^[^\r\n]*/.exec(text.slice(start, start + 2_000))?.[0] ?? '';
    },
  };
}
