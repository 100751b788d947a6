// Opens the profiler page on the model call that a lens names, or that stands at the cursor.
import { commandIds } from '../../../server/src/protocol/index.ts';
import { callPlace } from './callPlace.ts';
import type { Command } from './command.ts';

export const profilePrompt: Command = {
  id: commandIds.profilePrompt,
  run: async (context, argument) => {
    const place = callPlace(context, argument);
    if (place !== undefined) context.profiler.open(place);
  },
};
