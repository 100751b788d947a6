// Shows the log of the language server.
import { commandIds } from '../../../server/src/protocol/index.ts';
import type { Command } from './command.ts';

export const showOutput: Command = {
  id: commandIds.showOutput,
  run: async ({ client }) => client.outputChannel.show(),
};
