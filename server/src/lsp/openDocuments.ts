// The documents that the editor holds open, cells of notebooks among them, found by URI or by the engine's paths and places.
import { type Connection, TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Place } from '../engine/index.ts';
import { createOpenNotebooks } from './openNotebooks.ts';
import { pathOfUri } from './uriPath.ts';

export interface OpenDocuments {
  readonly all: () => readonly TextDocument[];
  readonly get: (uri: string) => TextDocument | undefined;
  /** The document that the place begins in. Offsets of places are offsets into it, also for the cells of a notebook. */
  readonly holding: (place: Pick<Place, 'path' | 'start'>) => TextDocument | undefined;
  /** What the engine sees at the path: a text, or the cells of a notebook as one program. */
  readonly textAt: (path: string) => string | undefined;
  readonly versionAt: (path: string) => number | undefined;
  /** Engine's offset of the document's first character: of a cell, in its notebook. */
  readonly startOf: (uri: string) => number;
  readonly onDidChange: (listener: (document: TextDocument) => void) => void;
  /** Cells of a notebook shift each other. */
  readonly onDidShift: (listener: () => void) => void;
  readonly onDidClose: (listener: (document: TextDocument) => void) => void;
  readonly listen: (connection: Connection) => void;
}

export function createOpenDocuments(): OpenDocuments {
  const documents = new TextDocuments(TextDocument);
  const notebooks = createOpenNotebooks();
  const uriByPath = new Map<string, string>();
  documents.onDidOpen(({ document }) => uriByPath.set(pathOfUri(document.uri), document.uri));
  documents.onDidClose(({ document }) => uriByPath.delete(pathOfUri(document.uri)));
  const cellAt = (uri: string) => notebooks.atPath(pathOfUri(uri))?.cells.find(({ document }) => document.uri === uri);
  const textDocumentAt = (path: string): TextDocument | undefined => {
    const uri = uriByPath.get(path);
    return uri === undefined ? undefined : documents.get(uri);
  };
  return {
    all: () => [...documents.all(), ...notebooks.all().flatMap(({ cells }) => cells.map(({ document }) => document))],
    get: (uri) => documents.get(uri) ?? cellAt(uri)?.document,
    holding: ({ path, start }) => {
      const cells = notebooks.atPath(path)?.cells;
      if (cells === undefined) return textDocumentAt(path);
      return (cells.find((cell) => start < cell.end) ?? cells.at(-1))?.document;
    },
    textAt: (path) => notebooks.atPath(path)?.program ?? textDocumentAt(path)?.getText(),
    versionAt: (path) => notebooks.atPath(path)?.version ?? textDocumentAt(path)?.version,
    startOf: (uri) => cellAt(uri)?.start ?? 0,
    // Opening counts as a change: the library reports both.
    onDidChange: (listener) => {
      documents.onDidChangeContent(({ document }) => listener(document));
      notebooks.onDidChange(({ cells }) => {
        const [first] = cells;
        // One stands for all: they are one program.
        if (first !== undefined) listener(first.document);
      });
    },
    onDidShift: (listener) => notebooks.onDidChange(listener),
    onDidClose: (listener) => {
      documents.onDidClose(({ document }) => listener(document));
      notebooks.onDidClose((cells) => {
        for (const cell of cells) listener(cell);
      });
    },
    listen: (connection) => {
      documents.listen(connection);
      notebooks.listen(connection);
    },
  };
}
