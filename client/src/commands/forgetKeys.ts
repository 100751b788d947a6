// Deletes the keys of providers that the editor keeps.
import { window } from 'vscode';
import { commandIds } from '../../../server/src/protocol/index.ts';
import { keyNames } from '../providerKeys.ts';
import type { Command } from './command.ts';

export const forgetKeys: Command = {
  id: commandIds.forgetKeys,
  run: async ({ secrets }) => {
    for (const name of keyNames) await secrets.delete(name);
    void window.showInformationMessage('Hitrate: the keys are forgotten.');
  },
};
