// Publishes the problems of files that stand open in no editor, to clients that pull those of open documents.
import type { Diagnostic } from 'vscode-languageserver/node';
import { closedDiagnostics } from './closedDiagnostics.ts';
import { logged } from './logged.ts';
import type { Session } from './session.ts';

/** A document is either pulled or published: it is taken back here as soon as it is opened. */
export function createClosedFilesPush(session: Session): void {
  const { connection, documents } = session;
  /** What the client shows, by URI, as JSON. */
  const published = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;
  let run = 0;

  async function send(uri: string, diagnostics: readonly Diagnostic[]): Promise<void> {
    if (diagnostics.length === 0) published.delete(uri);
    else published.set(uri, JSON.stringify(diagnostics));
    await connection.sendDiagnostics({ uri, diagnostics: [...diagnostics] });
  }

  async function publish(current: number): Promise<void> {
    const found = await closedDiagnostics(session, () => current === run);
    if (found === undefined) return;
    for (const uri of [...published.keys()]) if (!found.has(uri)) await send(uri, []);
    for (const [uri, diagnostics] of found) {
      // Between two messages a document may have been opened.
      if (current !== run) return;
      if (published.get(uri) !== JSON.stringify(diagnostics)) await send(uri, diagnostics);
    }
  }

  function schedule(delay: number): void {
    clearTimeout(timer);
    const current = ++run;
    timer = setTimeout(() => logged(connection, 'Publishing problems of closed files', publish(current)), delay);
  }

  documents.onDidChange(({ uri }) => {
    if (published.has(uri)) logged(connection, 'textDocument/publishDiagnostics', send(uri, []));
  });
  session.onInvalidate((why) => {
    if (why !== 'content') return schedule(0);
    const first = documents.all()[0];
    logged(
      connection,
      'Publishing problems of closed files',
      session.settings.of(first?.uri ?? '').then((each) => schedule(each['diagnostics.delay'])),
    );
  });
}
