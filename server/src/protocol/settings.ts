// Every setting of the editor, once: key, schema, default, scope and meaning; manifest, documentation and validation come from here.
import * as z from 'zod';
import { declarationEntries } from './declarationsSchema.ts';
import { modelEntries } from './modelsSchema.ts';
import { globsSchema, overridesSchema, rulesSchema } from './ruleSeverities.ts';
import { scenarioEntries } from './scenarioSchema.ts';

/** `resource` may differ per workspace folder, `window` per window. */
export type SettingScope = 'resource' | 'window';

export interface SettingEntry<Schema extends z.ZodType = z.ZodType> {
  readonly schema: Schema;
  readonly default: z.output<Schema>;
  readonly scope: SettingScope;
  /** Markdown; other settings are linked as `#hitrate.key#`. */
  readonly description: string;
}

function setting<Schema extends z.ZodType>(
  schema: Schema,
  value: z.output<Schema>,
  scope: SettingScope,
  description: string,
): SettingEntry<Schema> {
  return { schema, default: value, scope, description };
}

function scenarioSetting(name: keyof typeof scenarioEntries): SettingEntry<z.ZodNumber> {
  const entry = scenarioEntries[name];
  return setting(entry.schema, entry.default, 'resource', `Usage scenario: ${entry.description}`);
}

const { wrappers, breakpointHelpers, volatility } = declarationEntries;
const added = '`hitrate.config.json` adds to it and wins.';

/** Keys are relative to `hitrate.`; order is the order of the settings page. */
export const settingEntries = {
  enable: setting(z.boolean(), true, 'resource', 'Analyse model calls in this workspace.'),
  rules: setting(
    rulesSchema,
    {},
    'resource',
    'Severity of single rules, by id: `off`, `hint`, `information`, `warning` or `error`. `hitrate.config.json` wins over it.',
  ),
  overrides: setting(
    overridesSchema,
    [],
    'resource',
    'Other severities for some files of the workspace folder: a list of `{ "files": […], "rules": {…} }`, where later entries win. `hitrate.config.json` wins over it.',
  ),
  include: setting(
    globsSchema,
    [],
    'resource',
    'Only these files of the workspace folder are checked, in the syntax of .gitignore. Empty: all. An `include` in `hitrate.config.json` is used instead.',
  ),
  ignore: setting(
    globsSchema,
    [],
    'resource',
    'Files of the workspace folder that are not checked, in the syntax of .gitignore. An `ignore` in `hitrate.config.json` is used instead.',
  ),
  defaultModel: setting(
    z.string(),
    '',
    'resource',
    'Model assumed where the source does not name one. Empty: such calls show tokens without prices.',
  ),
  models: setting(modelEntries.models.schema, [], 'resource', `${modelEntries.models.description} ${added}`),
  discount: setting(
    modelEntries.discount.schema,
    0,
    'resource',
    `${modelEntries.discount.description} \`hitrate.config.json\` wins over it.`,
  ),
  wrappers: setting(wrappers.schema, [], 'resource', `${wrappers.description} ${added}`),
  breakpointHelpers: setting(breakpointHelpers.schema, [], 'resource', `${breakpointHelpers.description} ${added}`),
  volatility: setting(volatility.schema, {}, 'resource', `${volatility.description} ${added}`),
  'scenario.ticks': scenarioSetting('ticks'),
  'scenario.outputTokens': scenarioSetting('outputTokens'),
  'scenario.reasoningTokens': scenarioSetting('reasoningTokens'),
  'scenario.toolResultTokens': scenarioSetting('toolResultTokens'),
  'scenario.gapSeconds': scenarioSetting('gapSeconds'),
  'scenario.tasksPerDay': scenarioSetting('tasksPerDay'),
  'scenario.holeTokens': scenarioSetting('holeTokens'),
  'lens.enabled': setting(z.boolean(), true, 'resource', 'Show tokens, cost and hit rate above each model call.'),
  'hover.enabled': setting(
    z.boolean(),
    true,
    'resource',
    'Show the segments of the prompt when hovering a model call.',
  ),
  'inlayHints.enabled': setting(
    z.boolean(),
    true,
    'resource',
    'Show tokens beside the texts and tool lists that prompts are made of. VS Code has a switch for all hints: `#editor.inlayHints.enabled#`.',
  ),
  'gutter.enabled': setting(
    z.boolean(),
    true,
    'resource',
    'Show a line beside the text of prompts that are sent again: what is read from the cache, what breaks it, and what is billed again.',
  ),
  'volatileText.enabled': setting(
    z.boolean(),
    true,
    'resource',
    'Colour the parts of prompts that change between requests: in code with the colours `hitrate.volatileForeground` and `hitrate.breakingForeground`, in templates as semantic tokens of the type `volatileText`.',
  ),
  'frontMatter.enabled': setting(
    z.boolean(),
    true,
    'resource',
    'Check the front matter of prompt files: models, parameters and keys; complete it, and explain it on hover.',
  ),
  'status.enabled': setting(
    z.boolean(),
    true,
    'resource',
    'Show model calls, tokens and cost of the file in the language status.',
  ),
  'agentTools.applyFixes': setting(
    z.boolean(),
    false,
    'window',
    'Offer the agents of the editor a tool that applies the fix of a finding. You are asked each time, and nothing is saved. Without it they only read.',
  ),
  'agentTools.mcpServer': setting(
    z.boolean(),
    false,
    'window',
    'Offer the tools to the agents of the editor as an MCP server too, for agents that use no tools of extensions. Editors since 1.101 can start it.',
  ),
  'diagnostics.delay': setting(
    z.int().min(0).max(10_000),
    150,
    'window',
    'Milliseconds to wait after a keystroke before the documents are checked again.',
  ),
  'trace.server': setting(
    z.enum(['off', 'messages', 'verbose']),
    'off',
    'window',
    'Log the messages between the editor and the language server.',
  ),
} as const satisfies Record<string, SettingEntry>;

export type SettingName = keyof typeof settingEntries;
export type Settings = { readonly [Name in SettingName]: z.output<(typeof settingEntries)[Name]['schema']> };

export const settingNames = Object.keys(settingEntries) as readonly SettingName[];
