// Quick fixes: the repairs of each finding, and all safe repairs of its rule in the file and in the workspace.
import { type ClientCapabilities, type CodeAction, CodeActionKind } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../engine/index.ts';
import { type FixActionData, type FixRuleParams, fixRuleCommand } from '../protocol/index.ts';
import { findingFingerprint, safeFix, selectEdits } from '../report/index.ts';
import { fixToWorkspaceEdit, toWorkspaceEdit } from './convert.ts';
import type { PickedFinding } from './pickFindings.ts';
import type { Session } from './session.ts';
import { fileUriOf, pathOfUri } from './uriPath.ts';

export function fixActions(
  session: Session,
  document: TextDocument,
  picked: readonly PickedFinding[],
  all: readonly Finding[],
): CodeAction[] {
  const { uri, version } = document;
  const isLazy = canResolveEdits(session.client);
  const actions = picked.flatMap(({ finding, diagnostic }) =>
    finding.fixes.map((fix, index): CodeAction => {
      const isSafe = fix.applicability === 'safe';
      const data: FixActionData = { uri, version, fingerprint: findingFingerprint(finding), fix: index };
      return {
        title: isSafe ? fix.title : `${fix.title} (changes behaviour)`,
        kind: CodeActionKind.QuickFix,
        ...(diagnostic === undefined ? {} : { diagnostics: [diagnostic] }),
        ...(isSafe && fix === safeFix(finding) ? { isPreferred: true } : {}),
        // Editors do not check the version of an edit that comes with an action: only when it is asked for is it sure to be fresh.
        ...(isLazy ? { data } : { edit: fixToWorkspaceEdit(session, fix) }),
      };
    }),
  );
  return [...actions, ...rulesFixActions(session, document, picked, all)];
}

export function canResolveEdits({ textDocument }: ClientCapabilities): boolean {
  const { dataSupport, resolveSupport } = textDocument?.codeAction ?? {};
  return dataSupport === true && resolveSupport?.properties.includes('edit') === true;
}

function rulesFixActions(
  session: Session,
  document: TextDocument,
  picked: readonly PickedFinding[],
  all: readonly Finding[],
): CodeAction[] {
  const path = pathOfUri(document.uri);
  const fixable = picked.filter(({ finding }) => safeFix(finding) !== undefined);
  const rules = new Set(fixable.map(({ finding }) => finding.rule));
  return [...rules].flatMap((rule): CodeAction[] => {
    const diagnostics = fixable.flatMap(({ finding, diagnostic }) => (finding.rule === rule && diagnostic) || []);
    // Editors list what mends a problem first, before what silences it.
    const mended = diagnostics.length === 0 ? {} : { diagnostics };
    const same = all.filter((finding) => finding.rule === rule);
    const { byPath, fixed } = selectEdits(same, (each) => each === path);
    const changes = [...byPath].map(([at, edits]) => ({ path: at, edits }));
    const inFile = {
      title: `Fix all ${fixed.length} findings of ${rule} in this file`,
      kind: CodeActionKind.QuickFix,
      ...mended,
      edit: toWorkspaceEdit(session, changes),
    };
    return [
      ...(fixed.length < 2 ? [] : [inFile]),
      ...workspaceFixActions(session, document.uri, rule).map((action) => ({ ...action, ...mended })),
    ];
  });
}

/** None outside of the workspace, and where the client takes no edits from the server. */
function workspaceFixActions({ client, settings }: Session, uri: string, rule: string): CodeAction[] {
  if (client.workspace?.applyEdit !== true || settings.folderOf(fileUriOf(uri)) === undefined) return [];
  const title = `Fix all findings of ${rule} in the workspace`;
  const argument: FixRuleParams = { rule };
  return [{ title, kind: CodeActionKind.QuickFix, command: { title, command: fixRuleCommand, arguments: [argument] } }];
}
