// One line above each model call: tokens, cost cold and warm, hit rate, findings; it opens the profile.
import { type CodeLens, CodeLensRefreshRequest } from 'vscode-languageserver/node';
import type { AnalyzedCall } from '../../engine/index.ts';
import { commandIds } from '../../protocol/index.ts';
import { clientOptions } from '../clientOptions.ts';
import { locate } from '../documentLines.ts';
import type { Feature } from '../feature.ts';
import { checkCancelled, guarded } from '../guarded.ts';
import { logged } from '../logged.ts';
import type { AnalyzedDocument, Session } from '../session.ts';

export const codeLens: Feature = {
  capabilities: () => ({ codeLensProvider: { resolveProvider: false } }),
  register: (session) => {
    const { connection } = session;
    connection.onCodeLens(
      guarded(connection, 'textDocument/codeLens', [], async ({ textDocument }, token) => {
        const document = session.documents.get(textDocument.uri);
        if (document === undefined) return [];
        if (!(await session.settings.of(document.uri))['lens.enabled']) return [];
        const first = await session.analyze(document);
        if (first === undefined || first.analysis.calls.length === 0) return [];
        await session.counted();
        const analyzed = await session.analyze(document);
        checkCancelled(token);
        return analyzed === undefined ? [] : lensesOf(session, analyzed);
      }),
    );
    if (session.client.workspace?.codeLens?.refreshSupport === true) {
      session.onInvalidate((why) => {
        if (why === 'content') return;
        logged(connection, CodeLensRefreshRequest.method, connection.sendRequest(CodeLensRefreshRequest.type));
      });
    }
  },
};

function lensesOf(session: Session, { uri, analysis }: AnalyzedDocument): CodeLens[] {
  const lenses = new Map<string, CodeLens>();
  const opens = clientOptions(session).commands.includes(commandIds.profilePrompt);
  for (const analyzed of analysis.calls) {
    const { place } = analyzed.call.site;
    if (place.path !== analysis.path || locate(session, place).uri !== uri) continue;
    const title = titleOf(session, analyzed, countFindings(analysis.findings, analyzed));
    // A call reached on several ways has one lens for each different price.
    lenses.set(`${place.start} ${title}`, {
      range: locate(session, place).range,
      command: opens
        ? {
            title,
            command: commandIds.profilePrompt,
            arguments: [{ uri, offset: place.start - session.documents.startOf(uri) }],
          }
        : { title, command: '' },
    });
  }
  return [...lenses.values()];
}

function titleOf(session: Session, analyzed: AnalyzedCall, findings: number): string {
  return session.engine.current()?.lensText(analyzed, findings) ?? '';
}

function countFindings(findings: readonly { readonly call?: number }[], { call }: AnalyzedCall): number {
  return findings.filter((finding) => finding.call === call.id).length;
}
