// Client → server, once at the start: what this client can do beyond the language server protocol.
import * as z from 'zod';

export const initializationOptionsSchema = z.object({
  /** Commands that the client carries out when a lens names them. Lenses for other clients carry text only. */
  commands: z.array(z.string()).default([]),
  /** The client draws the lines of `hitrate/gutter`. */
  gutter: z.boolean().default(false),
  /** The client draws the spans of `hitrate/volatile`, and takes semantic tokens for templates only. */
  volatileText: z.boolean().default(false),
});

export type InitializationOptions = z.output<typeof initializationOptionsSchema>;
