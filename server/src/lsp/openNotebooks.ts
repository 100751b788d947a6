// The notebooks that the editor holds open: each is one program, and each of its cells a document that is a part of it.
import {
  type Connection,
  NotebookCellKind,
  type NotebookDocument,
  type NotebookDocumentSyncOptions,
  NotebookDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { neutralMagics } from '../host/index.ts';
import { pathOfUri } from './uriPath.ts';

/** Of a Python kernel, and of none: notebooks of other languages have no cells that match. */
export const notebookSync: NotebookDocumentSyncOptions = {
  notebookSelector: [{ notebook: { notebookType: 'jupyter-notebook' }, cells: [{ language: 'python' }] }],
};

export interface OpenNotebook {
  readonly path: string;
  readonly program: string;
  /** Grows with each change of any cell. */
  readonly version: number;
  /** Code cells in order. Offsets into them are offsets into the program. */
  readonly cells: readonly Cell[];
}

export interface Cell {
  readonly document: TextDocument;
  /** Offsets into the program. */
  readonly start: number;
  readonly end: number;
}

export interface OpenNotebooks {
  readonly all: () => readonly OpenNotebook[];
  readonly atPath: (path: string) => OpenNotebook | undefined;
  readonly onDidChange: (listener: (notebook: OpenNotebook) => void) => void;
  /** Also for cells that were taken out of their notebook. */
  readonly onDidClose: (listener: (cells: readonly TextDocument[]) => void) => void;
  readonly listen: (connection: Connection) => void;
}

export function createOpenNotebooks(): OpenNotebooks {
  const notebooks = new NotebookDocuments(TextDocument);
  const byPath = new Map<string, OpenNotebook>();
  const changed: ((notebook: OpenNotebook) => void)[] = [];
  const closed: ((cells: readonly TextDocument[]) => void)[] = [];
  let version = 0;

  function update(notebook: NotebookDocument): void {
    const path = pathOfUri(notebook.uri);
    const before = byPath.get(path)?.cells ?? [];
    const after = joined(notebook);
    byPath.set(path, after);
    const gone = before.filter(({ document }) => !after.cells.some((cell) => cell.document.uri === document.uri));
    if (gone.length > 0) for (const listener of closed) listener(gone.map(({ document }) => document));
    for (const listener of changed) listener(after);
  }

  function joined(notebook: NotebookDocument): OpenNotebook {
    const cells: Cell[] = [];
    let program = '';
    for (const cell of notebook.cells) {
      const text = cell.kind === NotebookCellKind.Code ? notebooks.getCellTextDocument(cell) : undefined;
      if (text === undefined) continue;
      const start = program.length;
      program += `${neutralMagics(text.getText())}\n`;
      cells.push({ document: partOf(text, start, () => program), start, end: program.length });
    }
    return { path: pathOfUri(notebook.uri), program, version: ++version, cells };
  }

  notebooks.onDidOpen(update);
  notebooks.onDidChange(({ notebookDocument }) => update(notebookDocument));
  notebooks.onDidClose((notebook) => {
    const path = pathOfUri(notebook.uri);
    const cells = byPath.get(path)?.cells ?? [];
    byPath.delete(path);
    for (const listener of closed) listener(cells.map(({ document }) => document));
  });
  return {
    all: () => [...byPath.values()],
    atPath: (path) => byPath.get(path),
    onDidChange: (listener) => changed.push(listener),
    onDidClose: (listener) => closed.push(listener),
    listen: (connection) => {
      notebooks.listen(connection);
    },
  };
}

/** The cell's own lines, over offsets of the program; its text is the program's. */
function partOf(cell: TextDocument, start: number, program: () => string): TextDocument {
  const { uri, languageId, version, lineCount } = cell;
  return {
    uri,
    languageId,
    version,
    lineCount,
    getLineRange: (line) => cell.getLineRange(line),
    getEOLCharacters: (line) => cell.getEOLCharacters(line),
    getText: (range) => (range === undefined ? program() : cell.getText(range)),
    positionAt: (offset) => cell.positionAt(Math.max(0, offset - start)),
    offsetAt: (position) => start + cell.offsetAt(position),
  };
}
