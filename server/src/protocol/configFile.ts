// What `hitrate.config.json` may say: the settings of a project that the command line and every editor share.
import * as z from 'zod';
import { type ScenarioField, scenarioEntries } from './scenarioSchema.ts';
import { severitySchema } from './severity.ts';

const rules = z.record(z.string(), severitySchema).meta({
  description: 'Severity of single rules, by id.',
});

const scenarioShape = Object.fromEntries(
  Object.entries(scenarioEntries).map(([name, entry]) => [
    name,
    entry.schema.optional().meta({ description: entry.description, default: entry.default }),
  ]),
) as { [Name in ScenarioField]: z.ZodOptional<z.ZodNumber> };

const globs = z.array(z.string().min(1));

export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  rules: rules.optional(),
  overrides: z
    .array(
      z.strictObject({
        files: globs
          .min(1)
          .meta({ description: 'Files in the syntax of .gitignore, relative to this file, e.g. `scripts/`.' }),
        rules,
      }),
    )
    .optional()
    .meta({ description: 'Other severities for some files; later entries win.' }),
  scenario: z
    .strictObject(scenarioShape)
    .optional()
    .meta({ description: 'How the agents are used: what costs and cache verdicts assume.' }),
  defaultModel: z.string().min(1).optional().meta({ description: 'Model assumed where the source does not name one.' }),
  ignore: globs.optional().meta({
    description: 'Files that are not checked, in the syntax of .gitignore, relative to this file.',
  }),
});

export type ConfigFile = z.output<typeof configSchema>;
