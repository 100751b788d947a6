// Opens a terminal whose programs are recorded: their calls to model providers pass through the recorder.
import { env, window, workspace } from 'vscode';
import { commandIds } from '../../../server/src/protocol/index.ts';
import { recorderProgram, recordingName } from '../recording/recorderProgram.ts';
import type { Command } from './command.ts';

export const recordInTerminal: Command = {
  id: commandIds.recordInTerminal,
  run: async ({ extensionPath }) => {
    const out = recordingName(new Date());
    const { command, args, environment } = recorderProgram(extensionPath, out, [env.shell]);
    const folder = workspace.workspaceFolders?.[0]?.uri;
    const terminal = window.createTerminal({
      name: 'Hitrate: recording',
      shellPath: command,
      shellArgs: [...args],
      env: { ...environment },
      ...(folder === undefined ? {} : { cwd: folder }),
      message: `What programs in this terminal send to Anthropic, OpenAI and Gemini is recorded in ${out}. Leave the shell to end the recording.`,
    });
    terminal.show();
  },
};
