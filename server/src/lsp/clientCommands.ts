// Which commands the client said at the start that it carries out.
import { initializationOptionsSchema } from '../protocol/index.ts';
import type { Session } from './session.ts';

export function clientCommands(session: Session): readonly string[] {
  const parsed = initializationOptionsSchema.safeParse(session.initializationOptions ?? {});
  return parsed.success ? parsed.data.commands : [];
}
