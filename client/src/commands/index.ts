// The commands of the editor, each declared in the manifest.
import type { Command } from './command.ts';
import { countTokens } from './countTokens.ts';
import { explainCall } from './explainCall.ts';
import { forgetKeys } from './forgetKeys.ts';
import { profilePrompt } from './profilePrompt.ts';
import { recordInTerminal } from './recordInTerminal.ts';
import { restartServer } from './restartServer.ts';
import { showCostReport } from './showCostReport.ts';
import { showOutput } from './showOutput.ts';

export type { Command, CommandContext } from './command.ts';

export const commandList: readonly Command[] = [
  profilePrompt,
  showCostReport,
  countTokens,
  forgetKeys,
  explainCall,
  recordInTerminal,
  showOutput,
  restartServer,
];
