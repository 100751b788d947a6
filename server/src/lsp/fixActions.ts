// Quick fixes: the repairs of each finding, and all safe repairs of its rule in the file.
import { type CodeAction, CodeActionKind } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../engine/index.ts';
import { safeFix, selectEdits } from '../report/index.ts';
import { fixToWorkspaceEdit, toWorkspaceEdit } from './convert.ts';
import type { PickedFinding } from './pickFindings.ts';
import type { Session } from './session.ts';
import { pathOfUri } from './uriPath.ts';

export function fixActions(
  session: Session,
  document: TextDocument,
  picked: readonly PickedFinding[],
  all: readonly Finding[],
): CodeAction[] {
  const actions = picked.flatMap(({ finding, diagnostic }) =>
    finding.fixes.map((fix): CodeAction => {
      const isSafe = fix.applicability === 'safe';
      return {
        title: isSafe ? fix.title : `${fix.title} (changes behaviour)`,
        kind: CodeActionKind.QuickFix,
        ...(diagnostic === undefined ? {} : { diagnostics: [diagnostic] }),
        ...(isSafe && fix === safeFix(finding) ? { isPreferred: true } : {}),
        edit: fixToWorkspaceEdit(session, fix),
      };
    }),
  );
  return [...actions, ...rulesFixActions(session, document, picked, all)];
}

function rulesFixActions(
  session: Session,
  document: TextDocument,
  picked: readonly PickedFinding[],
  all: readonly Finding[],
): CodeAction[] {
  const path = pathOfUri(document.uri);
  const rules = new Set(picked.map(({ finding }) => finding.rule));
  return [...rules].flatMap((rule) => {
    const same = all.filter((finding) => finding.rule === rule);
    const { byPath, fixed } = selectEdits(same, (each) => each === path);
    if (fixed.length < 2) return [];
    const changes = [...byPath].map(([at, edits]) => ({ path: at, edits }));
    const title = `Fix all ${fixed.length} findings of ${rule} in this file`;
    return [{ title, kind: CodeActionKind.QuickFix, edit: toWorkspaceEdit(session, changes) }];
  });
}
