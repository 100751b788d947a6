// Makes commands open a report on the model call that a lens names, or that stands at the cursor.
import { ViewColumn, window, workspace } from 'vscode';
import type { ReportKind } from '../../../server/src/protocol/index.ts';
import type { Command, CommandContext } from './command.ts';

interface CallPlace {
  readonly uri: string;
  readonly offset: number;
}

export function openReport(kind: ReportKind): Command['run'] {
  return async (context, argument) => {
    const place = isCallPlace(argument) ? argument : placeOfCursor(context);
    const uri = place === undefined ? undefined : await context.reports.open({ ...place, kind });
    if (uri === undefined) {
      void window.showInformationMessage('Hitrate: there is no model call in this file.');
      return;
    }
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preview: true, preserveFocus: true });
  };
}

function placeOfCursor({ client }: CommandContext): CallPlace | undefined {
  const editor = window.activeTextEditor;
  if (editor === undefined) return undefined;
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  return { uri, offset: editor.document.offsetAt(editor.selection.active) };
}

function isCallPlace(value: unknown): value is CallPlace {
  if (typeof value !== 'object' || value === null) return false;
  return 'uri' in value && typeof value.uri === 'string' && 'offset' in value && typeof value.offset === 'number';
}
