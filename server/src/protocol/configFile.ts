// What `hitrate.config.json` may say: the settings of a project that the command line and every editor share.
import * as z from 'zod';
import { declarationEntries } from './declarationsSchema.ts';
import { modelEntries } from './modelsSchema.ts';
import { globsSchema, overridesSchema, rulesSchema } from './ruleSeverities.ts';
import { type ScenarioField, scenarioEntries } from './scenarioSchema.ts';

const rules = rulesSchema.meta({ description: 'Severity of single rules, by id.' });

const scenarioShape = Object.fromEntries(
  Object.entries(scenarioEntries).map(([name, entry]) => [
    name,
    entry.schema.optional().meta({ description: entry.description, default: entry.default }),
  ]),
) as { [Name in ScenarioField]: z.ZodOptional<z.ZodNumber> };

const { wrappers, breakpointHelpers, volatility } = declarationEntries;

export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  extends: z.string().min(1).optional().meta({
    description: 'Another config file, relative to this one, whose entries hold where this one says nothing.',
  }),
  rules: rules.optional(),
  overrides: overridesSchema.optional().meta({ description: 'Other severities for some files; later entries win.' }),
  scenario: z
    .strictObject(scenarioShape)
    .optional()
    .meta({ description: 'How the agents are used: what costs and cache verdicts assume.' }),
  defaultModel: z.string().min(1).optional().meta({ description: 'Model assumed where the source does not name one.' }),
  models: modelEntries.models.schema.optional().meta({ description: modelEntries.models.description }),
  discount: modelEntries.discount.schema.optional().meta({ description: modelEntries.discount.description }),
  wrappers: wrappers.schema.optional().meta({ description: wrappers.description }),
  breakpointHelpers: breakpointHelpers.schema.optional().meta({ description: breakpointHelpers.description }),
  volatility: volatility.schema.optional().meta({ description: volatility.description }),
  include: globsSchema.optional().meta({
    description: 'Only these files are checked, in the syntax of .gitignore, relative to this file.',
  }),
  ignore: globsSchema.optional().meta({
    description: 'Files that are not checked, in the syntax of .gitignore, relative to this file.',
  }),
});

export type ConfigFile = z.output<typeof configSchema>;
