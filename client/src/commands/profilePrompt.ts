// Opens the profile of a model call: what a run of it costs, tick by tick.
import { commandIds } from '../../../server/src/protocol/index.ts';
import type { Command } from './command.ts';
import { openReport } from './openReport.ts';

export const profilePrompt: Command = { id: commandIds.profilePrompt, run: openReport('profile') };
