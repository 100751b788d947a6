// Writes what the manifest and the documentation say of settings and languages from their one source, the protocol's schema.
//
// `node scripts/generate-settings.mjs [--check]`. With `--check` nothing is written, and a stale file is a failure.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** The TypeScript sources as modules: Node 20 does not run them itself. */
async function loadSources() {
  const cache = path.join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, 'settings-'));
  try {
    const outfile = path.join(folder, 'sources.mjs');
    await esbuild.build({
      stdin: {
        contents: [
          "export * from './server/src/protocol/index.ts';",
          "export { ruleList } from './server/src/engine/rules/index.ts';",
          "export { unusedSuppression } from './server/src/engine/unusedSuppression.ts';",
          "export { promptLanguages, sourceLanguages } from './client/src/documentSelector.ts';",
          "export { z } from 'zod';",
        ].join('\n'),
        resolveDir: root,
      },
      bundle: true,
      platform: 'node',
      mainFields: ['module', 'main'],
      format: 'esm',
      outfile,
      logLevel: 'error',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function jsonSchema(z, schema) {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return rest;
}

const severityHelp = 'Severity of the rule: off, hint, information, warning or error.';

/** Every rule by name, so that the editor completes and explains them. */
function ruleProperties(ruleList, severities) {
  return Object.fromEntries(
    ruleList.map((rule) => [
      rule.id,
      { type: 'string', enum: severities, default: rule.severity, description: `${rule.summary}. ${severityHelp}` },
    ]),
  );
}

function rulesSchema({ ruleList, unusedSuppression, severitySchema }) {
  return {
    type: 'object',
    properties: ruleProperties([...ruleList, unusedSuppression], severitySchema.options),
    additionalProperties: false,
  };
}

const categories = [
  { id: 'hitrate', title: 'Hitrate', matches: (name) => !name.includes('.') },
  { id: 'hitrate.scenario', title: 'Usage Scenario', matches: (name) => name.startsWith('scenario.') },
  { id: 'hitrate.editor', title: 'Editor', matches: () => true },
];

/** The manifest's settings, in titled categories. */
function configuration(sources) {
  const { settingEntries, settingNames, settingPrefix, z } = sources;
  const left = new Set(settingNames);
  return categories.map(({ id, title, matches }, order) => {
    const names = [...left].filter(matches);
    for (const name of names) left.delete(name);
    const properties = names.map((name, at) => {
      const { schema, default: value, scope, description } = settingEntries[name];
      const type = name === 'rules' ? rulesSchema(sources) : jsonSchema(z, schema);
      if (name === 'overrides') type.items.properties.rules = rulesSchema(sources);
      return [
        `${settingPrefix}.${name}`,
        { ...type, default: value, scope, order: at, markdownDescription: description },
      ];
    });
    return { id, title, order, properties: Object.fromEntries(properties) };
  });
}

/** The tools for the agents of the editor, in the words that other agents get. */
function languageModelTools({ agentTools, agentToolNames, applyFixTool, editorToolName, settingPrefix, z }) {
  const tool = (name, { title, description }, input) => ({
    name: editorToolName(name),
    toolReferenceName: camelCase(editorToolName(name)),
    displayName: title,
    userDescription: `${title}.`,
    modelDescription: description,
    canBeReferencedInPrompt: true,
    tags: ['prompt-cache'],
    inputSchema: jsonSchema(z, input),
  });
  return [
    ...agentToolNames.map((name) => tool(name, agentTools[name], agentTools[name].input)),
    {
      ...tool('apply_fix', applyFixTool, agentTools.preview_fix.input),
      when: `config.${settingPrefix}.agentTools.applyFixes`,
    },
  ];
}

function camelCase(name) {
  return name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
}

function manifestText(sources) {
  const text = readFileSync(path.join(root, 'package.json'), 'utf8');
  const manifest = JSON.parse(text);
  manifest.activationEvents = [
    ...[...sources.sourceLanguages, ...sources.promptLanguages].map((language) => `onLanguage:${language}`),
    `workspaceContains:**/${sources.configFileName}`,
  ];
  manifest.contributes = {
    ...manifest.contributes,
    configuration: configuration(sources),
    languageModelTools: languageModelTools(sources),
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

function configSchemaText(sources) {
  const schema = sources.z.toJSONSchema(sources.configSchema, { io: 'input', target: 'draft-7' });
  const rules = { ...rulesSchema(sources), description: 'Severity of single rules, by id.' };
  schema.title = 'Hitrate configuration';
  schema.properties.rules = rules;
  schema.properties.overrides.items.properties.rules = rules;
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

function settingsPage(sources) {
  const {
    settingEntries,
    settingNames,
    settingPrefix,
    scenarioEntries,
    declarationEntries,
    modelEntries,
    configFileName,
  } = sources;
  const cell = (text) => text.replaceAll('|', '\\|');
  const settings = settingNames.map((name) => {
    const { default: value, scope, description } = settingEntries[name];
    return `| \`${settingPrefix}.${name}\` | \`${cell(JSON.stringify(value))}\` | ${scope} | ${cell(description)} |`;
  });
  const scenario = Object.entries(scenarioEntries).map(
    ([name, entry]) => `| \`${name}\` | \`${entry.default}\` | ${cell(entry.description)} |`,
  );
  return `${[
    '<!-- Generated by scripts/generate-settings.mjs. -->',
    '# Settings',
    '## In the editor',
    ['| Setting | Default | Scope | Meaning |', '|---|---|---|---|', ...settings].join('\n'),
    `## In \`${configFileName}\``,
    'The nearest one above a file holds for it, up to the root of its repository, on the command line and in every editor: a package of a monorepo may have its own. Those further up do not count, unless it names one with `extends`.',
    'What it says wins over what it extends, and that over the settings of the editor, which have the same keys: `rules`, `scenario` and `volatility` entry by entry, `overrides`, `models`, `wrappers` and `breakpointHelpers` after the others, and the rest whole. A file that is named on the command line is checked whatever `include` and `ignore` say. Comments and trailing commas are allowed.',
    [
      '| Key | Meaning |',
      '|---|---|',
      '| `extends` | Another config file, relative to this one. Its globs stay relative to itself. |',
      '| `rules` | Severity by rule id: `off`, `hint`, `information`, `warning`, `error`. |',
      '| `overrides` | Other severities for some files: a list of `{ "files": […], "rules": {…} }`; later entries win. `["/*", "!/src/"]` means all files but those in `src`. |',
      '| `scenario` | How the agents are used; see below. |',
      '| `defaultModel` | Model assumed where the source does not name one. |',
      ...Object.entries({ ...modelEntries, ...declarationEntries }).map(
        ([name, entry]) => `| \`${name}\` | ${cell(entry.description)} |`,
      ),
      '| `include` | Only these files are checked, in the syntax of .gitignore. |',
      '| `ignore` | Files that are not checked, in the syntax of .gitignore. |',
    ].join('\n'),
    '### Scenario',
    ['| Key | Default | Meaning |', '|---|---|---|', ...scenario].join('\n'),
  ].join('\n\n')}\n`;
}

/** Path from the root and text of every file that is generated here. */
export async function settingsOutputs() {
  const sources = await loadSources();
  return [
    ['package.json', manifestText(sources)],
    ['docs/hitrate.config.schema.json', configSchemaText(sources)],
    ['docs/settings.md', settingsPage(sources)],
  ];
}

/**
 * Rewrites the generated parts. With `check` it changes nothing.
 * @param {{ check?: boolean }} [options]
 * @returns {Promise<readonly string[]>} the files that were stale, relative to the root.
 */
export async function generate({ check = false } = {}) {
  const wanted = await settingsOutputs();
  const stale = wanted.filter(([file, text]) => textOf(file) !== text);
  if (!check) {
    for (const [file, text] of stale) {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      writeFileSync(path.join(root, file), text);
    }
  }
  return stale.map(([file]) => file);
}

function textOf(file) {
  try {
    return readFileSync(path.join(root, file), 'utf8');
  } catch {
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const check = process.argv.includes('--check');
  const stale = await generate({ check });
  if (check && stale.length > 0) throw new Error(`Stale: ${stale.join(', ')}. Run npm run generate.`);
  for (const file of stale) console.log(`wrote ${file}`);
}
