// The commands of the editor, each declared in the manifest.
import type { Command } from './command.ts';
import { explainCall } from './explainCall.ts';
import { profilePrompt } from './profilePrompt.ts';
import { recordInTerminal } from './recordInTerminal.ts';
import { restartServer } from './restartServer.ts';
import { showCostReport } from './showCostReport.ts';
import { showOutput } from './showOutput.ts';

export type { Command, CommandContext } from './command.ts';

export const commandList: readonly Command[] = [
  profilePrompt,
  showCostReport,
  explainCall,
  recordInTerminal,
  showOutput,
  restartServer,
];
