// Opens what was understood of a model call, and where the engine gave up and why.
import { ViewColumn, window, workspace } from 'vscode';
import { commandIds } from '../../../server/src/protocol/index.ts';
import { callPlace } from './callPlace.ts';
import type { Command } from './command.ts';

export const explainCall: Command = {
  id: commandIds.explainCall,
  run: async (context, argument) => {
    const place = callPlace(context, argument);
    if (place === undefined) return;
    const uri = await context.reports.open(place);
    if (uri === undefined) {
      void window.showInformationMessage('Hitrate: there is no model call in this file.');
      return;
    }
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preview: true, preserveFocus: true });
  },
};
