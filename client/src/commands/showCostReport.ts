// Shows what every model call of the workspace costs, as the command line finds it on disk and in unsaved editors.
import { join } from 'node:path';
import { ProgressLocation, window, workspace } from 'vscode';
import { commandIds, settingPrefix } from '../../../server/src/protocol/index.ts';
import { runProgram } from '../runProgram.ts';
import { unsavedTexts } from '../unsavedTexts.ts';
import { withJsonFiles } from '../withJsonFiles.ts';
import type { Command } from './command.ts';

export const showCostReport: Command = {
  id: commandIds.showCostReport,
  run: async ({ costReports, extensionPath }) => {
    const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    const folder = folders.length > 1 ? await window.showWorkspaceFolderPick() : folders[0];
    if (folder === undefined) {
      if (folders.length === 0) {
        void window.showInformationMessage('Hitrate: open a folder on this machine to see what its model calls cost.');
      }
      return;
    }
    const settings = JSON.stringify(workspace.getConfiguration(settingPrefix, folder.uri));
    const args = ['cost', '--no-color', '--settings', settings];
    try {
      const result = await window.withProgress(
        {
          location: ProgressLocation.Notification,
          title: 'Hitrate: reading the model calls of the workspace',
          cancellable: true,
        },
        (_progress, token) =>
          withJsonFiles({ '--unsaved': unsavedTexts() }, (unsaved) =>
            runProgram(join(extensionPath, 'dist', 'cli.js'), [...args, ...unsaved, '.'], {
              cwd: folder.uri.fsPath,
              token,
            }),
          ),
      );
      if (result === undefined) return;
      if (result.out === '') throw new Error(result.err.trim());
      const document = await workspace.openTextDocument(costReports.show(result.out, folder.uri));
      await window.showTextDocument(document, { preview: false });
    } catch (error) {
      void window.showErrorMessage(
        `Hitrate: there is no report. ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  },
};
