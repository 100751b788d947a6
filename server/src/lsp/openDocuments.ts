// The documents that the editor holds open, found by URI or by the engine's path.
import { type Connection, TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { pathOfUri } from './uriPath.ts';

export interface OpenDocuments {
  readonly all: () => readonly TextDocument[];
  readonly get: (uri: string) => TextDocument | undefined;
  readonly atPath: (path: string) => TextDocument | undefined;
  readonly onDidChange: (listener: (document: TextDocument) => void) => void;
  readonly onDidClose: (listener: (document: TextDocument) => void) => void;
  readonly listen: (connection: Connection) => void;
}

export function createOpenDocuments(): OpenDocuments {
  const documents = new TextDocuments(TextDocument);
  const uriByPath = new Map<string, string>();
  documents.onDidOpen(({ document }) => uriByPath.set(pathOfUri(document.uri), document.uri));
  documents.onDidClose(({ document }) => uriByPath.delete(pathOfUri(document.uri)));
  return {
    all: () => documents.all(),
    get: (uri) => documents.get(uri),
    atPath: (path) => {
      const uri = uriByPath.get(path);
      return uri === undefined ? undefined : documents.get(uri);
    },
    // Opening counts as a change: the library reports both.
    onDidChange: (listener) => {
      documents.onDidChangeContent(({ document }) => listener(document));
    },
    onDidClose: (listener) => {
      documents.onDidClose(({ document }) => listener(document));
    },
    listen: (connection) => {
      documents.listen(connection);
    },
  };
}
