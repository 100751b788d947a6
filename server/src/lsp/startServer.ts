// Wires the server: answers the handshake, registers the features, starts listening.
import { type Connection, type InitializeResult, TextDocumentSyncKind } from 'vscode-languageserver/node';
import type { Engine } from '../engine/index.ts';
import { features } from './features/index.ts';
import { notebookSync } from './openNotebooks.ts';
import { createSession, type Session } from './session.ts';

export interface ServerOptions {
  readonly createEngine: () => Promise<Engine>;
  readonly version: string;
}

export function startServer(connection: Connection, { createEngine, version }: ServerOptions): void {
  let session: Session | undefined;
  connection.onInitialize((params): InitializeResult => {
    const started = createSession(connection, params, createEngine);
    session = started;
    started.documents.listen(connection);
    // Started now, so that the first document finds it ready.
    started.engine.get().catch((error: unknown) => {
      connection.console.error(`The engine could not be started: ${String(error)}`);
    });
    const capabilities = features.map((feature) => feature.capabilities(params.capabilities));
    return {
      capabilities: Object.assign(
        {
          positionEncoding: 'utf-16',
          textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
          notebookDocumentSync: notebookSync,
          workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        },
        ...capabilities,
      ),
      serverInfo: { name: 'hitrate', version },
    };
  });
  connection.onInitialized(() => {
    if (session === undefined) return;
    session.settings.start();
    for (const feature of features) feature.register(session);
  });
  connection.onShutdown(() => session?.dispose());
  connection.listen();
}
