// Shows findings as problems: the client pulls those of open documents when it can, else they are pushed; never both.
import type { Diagnostic, DocumentDiagnosticReport } from 'vscode-languageserver/node';
import { createClosedFilesPush } from '../closedFilesPush.ts';
import { createDiagnosticsPush } from '../diagnosticsPush.ts';
import { documentDiagnostics } from '../documentDiagnostics.ts';
import type { Feature } from '../feature.ts';
import { checkCancelled, guarded } from '../guarded.ts';
import { logged } from '../logged.ts';
import type { Session } from '../session.ts';

const nothing: DocumentDiagnosticReport = { kind: 'full', items: [] };

export const diagnostics: Feature = {
  capabilities: (client) =>
    client.textDocument?.diagnostic === undefined
      ? {}
      : { diagnosticProvider: { identifier: 'hitrate', interFileDependencies: true, workspaceDiagnostics: false } },
  register: (session) => {
    if (session.client.textDocument?.diagnostic === undefined) createDiagnosticsPush(session);
    else {
      answerPulls(session);
      createClosedFilesPush(session);
    }
  },
};

function answerPulls(session: Session): void {
  const { connection } = session;
  connection.languages.diagnostics.on(
    guarded(connection, 'textDocument/diagnostic', nothing, async ({ textDocument, previousResultId }, token) => {
      const document = session.documents.get(textDocument.uri);
      if (document === undefined) return nothing;
      const items = await documentDiagnostics(session, document, token);
      checkCancelled(token);
      // The document moved on, and the client asks again for the newer text.
      if (items === undefined) return nothing;
      const resultId = resultIdOf(document.version, items);
      return resultId === previousResultId ? { kind: 'unchanged', resultId } : { kind: 'full', resultId, items };
    }),
  );
  if (session.client.workspace?.diagnostics?.refreshSupport === true) {
    session.onInvalidate((why) => {
      if (why === 'content') return;
      logged(connection, 'workspace/diagnostic/refresh', connection.languages.diagnostics.refresh());
    });
  }
}

/** Holds the version, because the client would otherwise keep problems whose data names an older one. */
function resultIdOf(version: number, items: readonly Diagnostic[]): string {
  let hash = 5381;
  for (const character of JSON.stringify(items)) hash = (hash * 33 + (character.codePointAt(0) ?? 0)) >>> 0;
  return `${version}-${hash.toString(36)}`;
}
