// What the client said at the start that it can do beyond the language server protocol.
import { type InitializationOptions, initializationOptionsSchema } from '../protocol/index.ts';
import type { Session } from './session.ts';

export function clientOptions(session: Session): InitializationOptions {
  const parsed = initializationOptionsSchema.safeParse(session.initializationOptions ?? {});
  return parsed.success ? parsed.data : initializationOptionsSchema.parse({});
}
