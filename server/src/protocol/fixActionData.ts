// What a quick fix carries back to the server, which works its edits out only when it is chosen.
import * as z from 'zod';

export const fixActionDataSchema = z.object({
  uri: z.string(),
  /** Version of the document that the finding was found in: a fix is made for it and for no other. */
  version: z.number(),
  /** Names the finding within that version, by its rule and place. */
  fingerprint: z.string(),
  /** Index into the fixes of the finding. */
  fix: z.number(),
});

export type FixActionData = z.output<typeof fixActionDataSchema>;
