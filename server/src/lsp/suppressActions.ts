// Offers comments that silence a finding: on the line before it, or for the whole file.
import { type CodeAction, CodeActionKind } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { commentMarksOf, type Edit, languageOf } from '../engine/index.ts';
import { isNotebookPath } from '../host/index.ts';
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
  const isPython = languageOf(path) === 'python';
  const isCode = languageOf(path) !== undefined;
  const [open = isPython ? '#' : '//', close] = isCode ? [] : (commentMarksOf(path) ?? []);
  const comment = (words: string): string => `${open} ${words}${close === undefined ? '' : ` ${close}`}`;
  const top = isNotebookPath(path) ? cellTop(session, document) : fileTop(text, isPython);
  const action = (title: string, edit: Edit, { diagnostic }: PickedFinding): CodeAction => ({
    title,
    kind: CodeActionKind.QuickFix,
    ...(diagnostic === undefined ? {} : { diagnostics: [diagnostic] }),
    edit: toWorkspaceEdit(session, [{ path, edits: [edit] }]),
  });
  const once = new Set<string>();
  return picked.flatMap((each) => {
    const { rule, suppressAt, suppressBetweenTags } = each.finding;
    // A comment of YAML inside of a text would be sent, and front matter lets nothing stand before it.
    if (!isCode && close === undefined) return [];
    if (suppressAt === undefined || once.has(`${rule} ${suppressAt}`)) return [];
    once.add(`${rule} ${suppressAt}`);
    const indent = /^[ \t]*/.exec(text.slice(suppressAt))?.[0] ?? '';
    const words = `hitrate-ignore[${rule}]`;
    const here = suppressBetweenTags ? `{/* ${words} */}` : comment(words);
    return [
      action(`Suppress ${rule} here`, insertion(suppressAt, `${indent}${here}\n`), each),
      ...(isCode
        ? [
            action(
              `Suppress ${rule} in this file`,
              insertion(top, `${comment(`hitrate-ignore-file[${rule}]`)}\n`),
              each,
            ),
          ]
        : []),
    ];
  });
}

function insertion(at: number, newText: string): Edit {
  return { span: { start: at, end: at }, newText };
}

/** PEP 263. */
const encodingComment = /^[ \t\f]*#.*?coding[:=][ \t]*[-\w.]+/;

/** Behind the lines that must stay first: an interpreter line, and Python's encoding comment, which is read on the first two lines. */
function fileTop(text: string, isPython: boolean): number {
  const [, first = '', second = ''] = /^(.*(?:\r\n|\n|\r))?(.*(?:\r\n|\n|\r))?/.exec(text) ?? [];
  if (isPython) {
    if (encodingComment.test(first)) return first.length;
    if (/^[ \t\f]*(?:#.*)?[\r\n]*$/.test(first) && encodingComment.test(second)) return first.length + second.length;
  }
  return first.startsWith('#!') ? first.length : 0;
}

/** The comment covers all cells, wherever it stands. A magic of the whole cell must stay its first line. */
function cellTop(session: Session, cell: TextDocument): number {
  const first = cell.getText({ start: { line: 0, character: 0 }, end: { line: 1, character: 0 } });
  return session.documents.startOf(cell.uri) + (first.startsWith('%%') ? first.length : 0);
}
