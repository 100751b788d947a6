// Applies edits that the server made for one version of each document, and for no other.
import { Range, Uri, WorkspaceEdit, workspace } from 'vscode';
import type { MarkEditsResult } from '../../../server/src/protocol/index.ts';

export type Applied = { readonly kind: 'done' } | { readonly kind: 'failed'; readonly why: string };

/** What changes behaviour is shown to the user first. */
export async function applyTextEdits(result: MarkEditsResult): Promise<Applied> {
  if (result.kind === 'refused') return { kind: 'failed', why: result.why };
  const metadata =
    result.confirm === undefined
      ? undefined
      : { label: result.confirm, needsConfirmation: true, description: 'This changes what the program does.' };
  const edit = new WorkspaceEdit();
  for (const { uri, version, edits } of result.documents) {
    const target = Uri.parse(uri);
    const document = await workspace.openTextDocument(target);
    if (version !== undefined && document.version !== version) {
      return { kind: 'failed', why: 'The document was edited meanwhile: look at the page again.' };
    }
    for (const { range, newText } of edits) {
      const { start, end } = range;
      edit.replace(target, new Range(start.line, start.character, end.line, end.character), newText, metadata);
    }
  }
  const isApplied = await workspace.applyEdit(edit);
  return isApplied ? { kind: 'done' } : { kind: 'failed', why: 'The editor did not apply the edit.' };
}
