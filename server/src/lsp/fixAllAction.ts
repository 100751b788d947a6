// Applies every safe repair of a document at once, for fixing on save.
import type { CodeAction } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../engine/index.ts';
import { selectEdits } from '../report/index.ts';
import { toWorkspaceEdit } from './convert.ts';
import type { Session } from './session.ts';
import { pathOfUri } from './uriPath.ts';

export const fixAllKind = 'source.fixAll.hitrate';

/** Nothing when there is nothing to fix. Repairs that reach into other files are left out: saving one must not edit another. */
export function fixAllAction(session: Session, document: TextDocument, findings: readonly Finding[]): CodeAction[] {
  const path = pathOfUri(document.uri);
  const { byPath, fixed } = selectEdits(findings, (each) => each === path);
  if (fixed.length === 0) return [];
  const changes = [...byPath].map(([at, edits]) => ({ path: at, edits }));
  return [{ title: 'Apply all safe Hitrate fixes', kind: fixAllKind, edit: toWorkspaceEdit(session, changes) }];
}
