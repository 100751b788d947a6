// Publishes problems to clients that cannot ask for them: after a pause in typing, for every open document.
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { documentDiagnostics } from './documentDiagnostics.ts';
import { logged } from './logged.ts';
import type { Session } from './session.ts';

export function createDiagnosticsPush(session: Session): void {
  const { connection, documents } = session;
  const published = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  // A later run makes an earlier one stop: its answers would be old.
  let run = 0;

  async function publish(document: TextDocument, current: number): Promise<void> {
    const { uri, version } = document;
    const diagnostics = await documentDiagnostics(session, document);
    if (diagnostics === undefined || current !== run || documents.get(uri)?.version !== version) return;
    if (diagnostics.length > 0) published.add(uri);
    else published.delete(uri);
    await connection.sendDiagnostics({ uri, version, diagnostics });
  }

  async function publishAll(current: number): Promise<void> {
    for (const document of documents.all()) {
      if (current !== run) return;
      try {
        await publish(document, current);
      } catch (error) {
        connection.console.error(`The problems of ${document.uri} could not be published: ${String(error)}`);
      }
    }
  }

  function schedule(delay: number): void {
    clearTimeout(timer);
    const current = ++run;
    timer = setTimeout(() => logged(connection, 'Publishing problems', publishAll(current)), delay);
  }

  session.onInvalidate((why) => {
    if (why !== 'content') return schedule(0);
    const first = documents.all()[0];
    // The delay belongs to the window, so any document may be asked for it.
    const settings = session.settings.of(first?.uri ?? '');
    logged(
      connection,
      'Publishing problems',
      settings.then((each) => schedule(each['diagnostics.delay'])),
    );
  });
  documents.onDidClose(({ uri }) => {
    if (!published.delete(uri)) return;
    logged(connection, 'textDocument/publishDiagnostics', connection.sendDiagnostics({ uri, diagnostics: [] }));
  });
}
