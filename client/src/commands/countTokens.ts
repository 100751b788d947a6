// Asks the provider how many tokens the model call at the cursor has, with a key that the editor keeps secret.
import { dirname, join } from 'node:path';
import { ProgressLocation, window } from 'vscode';
import { commandIds } from '../../../server/src/protocol/index.ts';
import { askForKey, keyNames, storedKeys } from '../providerKeys.ts';
import { runProgram } from '../runProgram.ts';
import type { Command } from './command.ts';

export const countTokens: Command = {
  id: commandIds.countTokens,
  run: async ({ extensionPath, secrets }) => {
    const editor = window.activeTextEditor;
    if (editor === undefined || editor.document.uri.scheme !== 'file') {
      void window.showInformationMessage('Hitrate: place the cursor in a model call of a file on this machine.');
      return;
    }
    if (editor.document.isDirty && !(await editor.document.save())) return;
    const file = editor.document.uri.fsPath;
    const args = ['count', '--no-color', `${file}:${editor.selection.active.line + 1}`];
    const ask = async (): Promise<{ readonly out: string; readonly err: string } | undefined> => {
      const environment = await storedKeys(secrets);
      return window.withProgress(
        { location: ProgressLocation.Notification, title: 'Hitrate: counting tokens', cancellable: true },
        (_progress, token) =>
          runProgram(join(extensionPath, 'dist', 'cli.js'), args, { cwd: dirname(file), token, environment }),
      );
    };
    try {
      let result = await ask();
      const missing = keyNames.find((name) => result?.err.includes(`There is no key: set ${name}.`));
      if (missing !== undefined) {
        if (!(await askForKey(secrets, missing, 'Counting is free of charge.'))) return;
        result = await ask();
      }
      if (result === undefined) return;
      if (result.err !== '') void window.showErrorMessage(result.err.trim().replace(/^hitrate: /, 'Hitrate: '));
      else
        void window.showInformationMessage(
          `Hitrate: ${result.out
            .trim()
            .split(/\s*\n\s*/)
            .slice(1)
            .join('; ')}.`,
        );
    } catch (error) {
      void window.showErrorMessage(
        `Hitrate: the tokens were not counted. ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  },
};
