// Offers comments that silence a finding: on the line before it, or for the whole file.
import { type CodeAction, CodeActionKind } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Edit, languageOf } from '../engine/index.ts';
import { toWorkspaceEdit } from './convert.ts';
import type { PickedFinding } from './pickFindings.ts';
import type { Session } from './session.ts';
import { pathOfUri } from './uriPath.ts';

export function suppressActions(
  session: Session,
  document: TextDocument,
  picked: readonly PickedFinding[],
): CodeAction[] {
  const path = pathOfUri(document.uri);
  const text = document.getText();
  const mark = languageOf(path) === 'python' ? '#' : '//';
  const action = (title: string, edit: Edit, { diagnostic }: PickedFinding): CodeAction => ({
    title,
    kind: CodeActionKind.QuickFix,
    ...(diagnostic === undefined ? {} : { diagnostics: [diagnostic] }),
    edit: toWorkspaceEdit(session, [{ path, edits: [edit] }]),
  });
  const once = new Set<string>();
  return picked.flatMap((each) => {
    const { rule, suppressAt } = each.finding;
    if (suppressAt === undefined || once.has(`${rule} ${suppressAt}`)) return [];
    once.add(`${rule} ${suppressAt}`);
    const indent = /^[ \t]*/.exec(text.slice(suppressAt))?.[0] ?? '';
    return [
      action(`Suppress ${rule} here`, insertion(suppressAt, `${indent}${mark} hitrate-ignore[${rule}]\n`), each),
      action(`Suppress ${rule} in this file`, insertion(headEnd(text), `${mark} hitrate-ignore-file[${rule}]\n`), each),
    ];
  });
}

function insertion(at: number, newText: string): Edit {
  return { span: { start: at, end: at }, newText };
}

/** Behind the lines that must stay first: an interpreter line, and Python's encoding comment. */
function headEnd(text: string): number {
  return /^(?:#!.*(?:\r\n|\n|\r))?(?:#.*coding[:=].*(?:\r\n|\n|\r))?/.exec(text)?.[0].length ?? 0;
}
