// The prefix lock: what the cached prefix of each model call was when it was last accepted, kept beside the sources.
import * as z from 'zod';

const partSchema = z.object({
  /** What it is to a reader: `tool search_docs`, `system 2`. */
  part: z.string(),
  tokens: z.number().int().nonnegative(),
  /** Of its text; what is known only at run time counts as the same. */
  hash: z.string(),
  /** A breakpoint stands at its end. */
  mark: z.literal(true).optional(),
});

const callSchema = z.object({
  file: z.string(),
  name: z.string(),
  callee: z.string(),
  /** Catalog id, or absent when the model is unknown. */
  model: z.string().optional(),
  /** Tokens of the prefix that a warm tick reads. */
  tokens: z.number().int().nonnegative(),
  /** In wire order. */
  prefix: z.array(partSchema),
});

export const prefixLockSchema = z.object({ version: z.literal(1), calls: z.array(callSchema) });

export type LockedPart = Readonly<z.infer<typeof partSchema>>;
export type LockedCall = Readonly<z.infer<typeof callSchema>>;
