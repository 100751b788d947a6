// The model call that a command is about: the one that a lens names, else the one at the cursor.
import { window } from 'vscode';
import type { CallPlace } from '../profiler/profilerPanel.ts';
import type { CommandContext } from './command.ts';

/** Tells the user when there is no editor to look into. */
export function callPlace({ client }: CommandContext, argument: unknown): CallPlace | undefined {
  if (isCallPlace(argument)) return argument;
  const editor = window.activeTextEditor;
  if (editor === undefined) {
    void window.showInformationMessage('Hitrate: place the cursor in a model call first.');
    return undefined;
  }
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  return { uri, offset: editor.document.offsetAt(editor.selection.active) };
}

function isCallPlace(value: unknown): value is CallPlace {
  if (typeof value !== 'object' || value === null) return false;
  return 'uri' in value && typeof value.uri === 'string' && 'offset' in value && typeof value.offset === 'number';
}
