// Starts the language server anew, also after it has given up restarting by itself.
import { commandIds } from '../../../server/src/protocol/index.ts';
import type { Command } from './command.ts';

export const restartServer: Command = {
  id: commandIds.restartServer,
  run: async ({ client }) => {
    if (client.needsStop()) await client.restart();
    else await client.start();
  },
};
