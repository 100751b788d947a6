// How severities are given to rules and files, in the editor's settings and in config files alike.
import * as z from 'zod';
import { severitySchema } from './severity.ts';

export const rulesSchema = z.record(z.string(), severitySchema);

/** In the syntax of .gitignore: `!` takes files back. */
export const globsSchema = z.array(z.string().min(1));

export const overridesSchema = z.array(
  z.strictObject({
    files: globsSchema.min(1).meta({
      description:
        'Files in the syntax of .gitignore, e.g. `scripts/`, or `/*` and then `!/src/` for all but those in `src`.',
    }),
    rules: rulesSchema,
  }),
);
