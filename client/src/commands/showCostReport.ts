// Shows what every model call of the workspace costs. A process of its own reads the files: the language server stays free.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { ProgressLocation, type WorkspaceFolder, window, workspace } from 'vscode';
import { commandIds, settingPrefix } from '../../../server/src/protocol/index.ts';
import type { Command } from './command.ts';

const mostMilliseconds = 5 * 60_000;
const mostBytes = 32 * 1024 * 1024;

export const showCostReport: Command = {
  id: commandIds.showCostReport,
  run: async ({ costReports, extensionPath }) => {
    const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    const folder = folders.length > 1 ? await window.showWorkspaceFolderPick() : folders[0];
    if (folder === undefined) {
      if (folders.length === 0)
        void window.showInformationMessage('Hitrate: open a folder on this machine to see what its model calls cost.');
      return;
    }
    try {
      const text = await window.withProgress(
        {
          location: ProgressLocation.Notification,
          title: 'Hitrate: reading the model calls of the workspace',
          cancellable: true,
        },
        (_progress, token) => reportOf(join(extensionPath, 'dist', 'cli.js'), folder, token.onCancellationRequested),
      );
      if (text === undefined) return;
      const document = await workspace.openTextDocument(costReports.show(text, folder.uri));
      await window.showTextDocument(document, { preview: false });
    } catch (error) {
      void window.showErrorMessage(
        `Hitrate: the report could not be made. ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  },
};

/** Undefined when it was cancelled. */
function reportOf(
  program: string,
  folder: WorkspaceFolder,
  onCancel: (listener: () => void) => unknown,
): Promise<string | undefined> {
  const settings = JSON.stringify(workspace.getConfiguration(settingPrefix, folder.uri));
  const args = [program, 'cost', '--no-color', '--settings', settings, '.'];
  return new Promise((resolve, reject) => {
    let isCancelled = false;
    const child = execFile(
      process.execPath,
      args,
      {
        cwd: folder.uri.fsPath,
        // The editor's own program runs as Node then.
        env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
        timeout: mostMilliseconds,
        maxBuffer: mostBytes,
      },
      (error, out, err) => {
        if (isCancelled) resolve(undefined);
        else if (out !== '') resolve(out);
        else if (err.includes('no model call')) resolve('No model call was found in this folder.\n');
        else reject(new Error(err.trim() || error?.message || 'It ended without a word.'));
      },
    );
    onCancel(() => {
      isCancelled = true;
      child.kill();
    });
  });
}
