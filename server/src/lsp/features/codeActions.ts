// Offers the repairs of the findings under the cursor, the comments that silence them, and fixing all of a file at once.
import { type CodeAction, CodeActionKind } from 'vscode-languageserver/node';
import { documentFindings } from '../documentFindings.ts';
import type { Feature } from '../feature.ts';
import { canResolveEdits, fixActions } from '../fixActions.ts';
import { fixAllAction, fixAllKind } from '../fixAllAction.ts';
import { checkCancelled, guarded } from '../guarded.ts';
import { pickFindings } from '../pickFindings.ts';
import { profileActions, profileKind } from '../profileAction.ts';
import { resolveFix } from '../resolveFix.ts';
import { suppressActions } from '../suppressActions.ts';

export const codeActions: Feature = {
  capabilities: (client) => {
    // Without literals a client understands commands only, and every repair here is an edit.
    if (client.textDocument?.codeAction?.codeActionLiteralSupport === undefined) return {};
    return {
      codeActionProvider: {
        codeActionKinds: [CodeActionKind.QuickFix, fixAllKind, profileKind],
        resolveProvider: canResolveEdits(client),
      },
    };
  },
  register: (session) => {
    const { connection } = session;
    connection.onCodeAction(
      guarded(connection, 'textDocument/codeAction', [], async ({ textDocument, range, context }, token) => {
        const document = session.documents.get(textDocument.uri);
        if (document === undefined) return [];
        const findings = await documentFindings(session, document, token);
        checkCancelled(token);
        if (findings === undefined) return [];
        const wants = (kind: string): boolean =>
          context.only === undefined || context.only.some((asked) => kind === asked || kind.startsWith(`${asked}.`));
        const actions = wants(profileKind) ? await profileActions(session, document, range) : [];
        checkCancelled(token);
        if (wants(CodeActionKind.QuickFix)) {
          const picked = pickFindings(document, findings, range, context.diagnostics);
          actions.push(...fixActions(session, document, picked, findings));
          actions.push(...suppressActions(session, document, picked));
        }
        // Nobody wants it in the menu of the light bulb: editors ask for it by name.
        if (context.only !== undefined && wants(fixAllKind)) actions.push(...fixAllAction(session, document, findings));
        return actions;
      }),
    );
    connection.onCodeActionResolve((action, token) =>
      guarded(connection, 'codeAction/resolve', action, (one: CodeAction, cancelled) =>
        resolveFix(session, one, cancelled),
      )(action, token),
    );
  },
};
