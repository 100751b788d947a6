// The baseline of `hitrate check`: findings that are known and stay silent until they are mended.
import * as z from 'zod';

const entrySchema = z.object({
  /** Relative to the folder of the baseline, forward slashes. */
  file: z.string(),
  rule: z.string(),
  /** Of the rule, its message and the line of code: stays the same when the line moves. */
  identity: z.string(),
  /** Equal lines of one file can have the same finding. */
  count: z.int().positive(),
});

export const baselineSchema = z.object({ version: z.literal(1), findings: z.array(entrySchema) });

export type BaselineEntry = Readonly<z.infer<typeof entrySchema>>;
