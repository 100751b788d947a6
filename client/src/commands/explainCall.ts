// Opens what was understood of a model call, and where the engine gave up and why.
import { commandIds } from '../../../server/src/protocol/index.ts';
import type { Command } from './command.ts';
import { openReport } from './openReport.ts';

export const explainCall: Command = { id: commandIds.explainCall, run: openReport('explain') };
