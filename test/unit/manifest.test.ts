// That the manifest says what the code does: commands, settings, languages and files.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import picomatch from 'picomatch';
import { describe, expect, test } from 'vitest';
import { promptLanguages, promptPatterns, sourceLanguages, sourceSelector } from '../../client/src/documentSelector.ts';
import { languageOf, promptGlobs } from '../../server/src/engine/index.ts';
import { legend } from '../../server/src/lsp/features/semanticTokens.ts';
import {
  agentToolNames,
  commandIds,
  editorToolName,
  parseConfig,
  readSettings,
  settingEntries,
  settingNames,
} from '../../server/src/protocol/index.ts';

const root = join(import.meta.dirname, '../..');

interface SettingContribution {
  readonly scope: string;
  readonly default: unknown;
  readonly markdownDescription: string;
}

interface Manifest {
  readonly main: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly configuration: readonly {
      readonly id: string;
      readonly title: string;
      readonly properties: Readonly<Record<string, SettingContribution>>;
    }[];
    readonly grammars: readonly { readonly path: string }[];
    readonly languages: readonly { readonly id: string; readonly configuration: string }[];
    readonly semanticTokenTypes: readonly { readonly id: string }[];
    readonly semanticTokenModifiers: readonly { readonly id: string }[];
    readonly semanticTokenScopes: readonly { readonly scopes: Readonly<Record<string, readonly string[]>> }[];
    readonly colors: readonly { readonly id: string; readonly defaults: Readonly<Record<string, string>> }[];
    readonly jsonValidation: readonly { readonly url: string }[];
    readonly languageModelTools: readonly {
      readonly name: string;
      readonly toolReferenceName: string;
      readonly modelDescription: string;
      readonly userDescription: string;
      readonly inputSchema: object;
      readonly when?: string;
    }[];
  };
}

const manifest: Manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const contributed = Object.assign({}, ...manifest.contributes.configuration.map(({ properties }) => properties));

describe('commands', () => {
  test('declared and known to the code are the same', () => {
    const declared = manifest.contributes.commands.map(({ command }) => command);
    expect([...declared].sort()).toEqual([...Object.values(commandIds)].sort());
  });
  test('every id has a file that registers it', () => {
    const registry = readFileSync(join(root, 'client/src/commands/index.ts'), 'utf8');
    for (const [name, id] of Object.entries(commandIds)) {
      expect(readFileSync(join(root, `client/src/commands/${name}.ts`), 'utf8')).toContain(`id: commandIds.${name}`);
      expect(registry, id).toMatch(new RegExp(`\\[[^\\]]*\\b${name}\\b[^\\]]*\\]`));
    }
  });
  test('titles stand below one category and do not repeat it', () => {
    for (const { category, title } of manifest.contributes.commands) {
      expect(category).toBe('Hitrate');
      expect(title).not.toContain('Hitrate');
    }
  });
});

describe('tools for agents', () => {
  const tools = manifest.contributes.languageModelTools;
  test('are those that the code registers, with a word for models and one for people', () => {
    expect(tools.map(({ name }) => name)).toEqual([...agentToolNames, 'apply_fix'].map(editorToolName));
    for (const { name, toolReferenceName, modelDescription, userDescription, inputSchema } of tools) {
      expect(toolReferenceName, name).toMatch(/^hitrate[A-Z]\w+$/);
      expect(modelDescription.length, name).toBeGreaterThan(40);
      expect(userDescription, name).toMatch(/^[A-Z].*\.$/);
      expect(inputSchema, name).toMatchObject({ type: 'object' });
    }
  });
  test('only read, but for one that has to be switched on', () => {
    expect(tools.flatMap(({ name, when }) => (when === undefined ? [] : [[name, when]]))).toEqual([
      ['hitrate_apply_fix', 'config.hitrate.agentTools.applyFixes'],
    ]);
    expect(settingEntries['agentTools.applyFixes'].default).toBe(false);
    expect(settingEntries['agentTools.mcpServer'].default).toBe(false);
  });
});

describe('settings', () => {
  test('are those of the schema, with their scope, default and description', () => {
    expect(Object.keys(contributed).sort()).toEqual(settingNames.map((name) => `hitrate.${name}`).sort());
    for (const name of settingNames) {
      const { scope, default: value, description } = settingEntries[name];
      expect(contributed[`hitrate.${name}`]).toMatchObject({ scope, default: value, markdownDescription: description });
    }
  });
  test('are described in one sentence or more that end', () => {
    for (const [name, { markdownDescription }] of Object.entries<SettingContribution>(contributed)) {
      expect(markdownDescription, name).toMatch(/^[A-Z].*\.$/);
    }
  });
  test('stand in titled categories with ids of their own', () => {
    const ids = manifest.contributes.configuration.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(manifest.contributes.configuration.every(({ title }) => title !== '')).toBe(true);
  });
  test('have defaults that their own schema accepts', () => {
    for (const name of settingNames)
      expect(settingEntries[name].schema.safeParse(settingEntries[name].default).success, name).toBe(true);
    expect(readSettings(undefined).problems).toEqual([]);
  });
});

test('the generated parts are up to date', async () => {
  const { generate }: { generate: (options: { check: boolean }) => Promise<readonly string[]> } = await import(
    // A name in a variable keeps the compiler from asking for the types of a script.
    ['..', '..', 'scripts', 'generate-settings.mjs'].join('/')
  );
  expect(await generate({ check: true })).toEqual([]);
});

test('the extension wakes up for exactly the languages that it reads', () => {
  const events = manifest.activationEvents.filter((event) => event.startsWith('onLanguage:'));
  expect(events).toEqual([...sourceLanguages, ...promptLanguages].map((language) => `onLanguage:${language}`));
  const read = ['a.ts', 'a.tsx', 'a.js', 'a.jsx', 'a.py'].map((name) => languageOf(name));
  expect([...sourceLanguages].sort()).toEqual([...new Set(read)].sort());
});

test('every file that can be a prompt by its name is synchronised, and every language of its own wakes the extension', () => {
  const isSynchronised = picomatch([...promptPatterns]);
  for (const glob of promptGlobs) {
    const name = glob.replace('**/', 'a/').replaceAll('*', 'b');
    const names = /\{(.+)\}/
      .exec(name)?.[1]
      ?.split(',')
      .map((one) => name.replace(/\{.+\}/, one)) ?? [name];
    for (const one of names) expect(isSynchronised(one), one).toBe(true);
  }
  expect(promptLanguages).toEqual(expect.arrayContaining(manifest.contributes.languages.map(({ id }) => id)));
});

test('semantic tokens that the server sends have colours', () => {
  const { semanticTokenTypes, semanticTokenModifiers, semanticTokenScopes } = manifest.contributes;
  expect(semanticTokenTypes.map(({ id }) => id)).toEqual(legend.tokenTypes);
  expect(semanticTokenModifiers.map(({ id }) => id)).toEqual(legend.tokenModifiers);
  const [{ scopes } = { scopes: {} }] = semanticTokenScopes;
  expect(Object.keys(scopes)).toEqual(['volatileText', 'volatileText.breaksCache']);
});

test('colours that the client draws with are contributed, for each kind of theme', () => {
  const drawn = readFileSync(join(root, 'client/src/volatileText.ts'), 'utf8');
  for (const { id, defaults } of manifest.contributes.colors) {
    expect(drawn).toContain(`'${id}'`);
    expect(Object.keys(defaults).sort()).toEqual(['dark', 'highContrast', 'highContrastLight', 'light']);
  }
});

test('documents that nobody edits, such as the old side of a comparison, are left alone', () => {
  const languagesOf = (scheme: string) => sourceSelector.filter((each) => each.scheme === scheme);
  expect(languagesOf('file').map(({ language }) => language)).toEqual([...sourceLanguages]);
  expect(languagesOf('untitled')).toHaveLength(sourceLanguages.length);
  expect(sourceSelector.filter(({ scheme }) => /git|profile|output/.test(scheme))).toEqual([]);
});

test('files that the manifest names exist, or are made by the build', () => {
  const built = readFileSync(join(root, 'esbuild.mjs'), 'utf8');
  for (const output of [manifest.main, ...Object.values(manifest.bin)]) {
    expect(built).toContain(`output: '${output.replace('./dist/', '')}'`);
  }
  for (const { path } of manifest.contributes.grammars) expect(existsSync(join(root, path)), path).toBe(true);
  for (const { configuration } of manifest.contributes.languages)
    expect(existsSync(join(root, configuration)), configuration).toBe(true);
  for (const { url } of manifest.contributes.jsonValidation) expect(existsSync(join(root, url)), url).toBe(true);
});

test('types of VS Code are not newer than the oldest VS Code that is supported', () => {
  expect(manifest.engines.vscode).toBe(`^${manifest.devDependencies['@types/vscode']}`);
});

test('every dependency is pinned', () => {
  for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
  }
});

test('the schema of the config file accepts what the program accepts', () => {
  const schema = JSON.parse(readFileSync(join(root, 'docs/hitrate.config.schema.json'), 'utf8'));
  expect(schema.additionalProperties).toBe(false);
  for (const key of Object.keys(schema.properties)) {
    const { problems } = parseConfig(JSON.stringify({ [key]: undefined }));
    expect(problems, key).toEqual([]);
  }
  expect(parseConfig('{ "nonsense": 1 }').problems).toHaveLength(1);
});
