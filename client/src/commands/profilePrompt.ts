// Opens the profile of the model call that a lens names, or that stands at the cursor.
import { ViewColumn, window, workspace } from 'vscode';
import { commandIds, type ProfileParams } from '../../../server/src/protocol/index.ts';
import type { Command, CommandContext } from './command.ts';

export const profilePrompt: Command = {
  id: commandIds.profilePrompt,
  run: async (context, argument) => {
    const params = isProfileParams(argument) ? argument : paramsAtCursor(context);
    const uri = params === undefined ? undefined : await context.profiles.open(params);
    if (uri === undefined) {
      void window.showInformationMessage('Hitrate: there is no model call in this file.');
      return;
    }
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preview: true, preserveFocus: true });
  },
};

function paramsAtCursor({ client }: CommandContext): ProfileParams | undefined {
  const editor = window.activeTextEditor;
  if (editor === undefined) return undefined;
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  return { uri, offset: editor.document.offsetAt(editor.selection.active) };
}

function isProfileParams(value: unknown): value is ProfileParams {
  if (typeof value !== 'object' || value === null) return false;
  return 'uri' in value && typeof value.uri === 'string' && 'offset' in value && typeof value.offset === 'number';
}
