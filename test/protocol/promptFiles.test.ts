// Prompt files in the editor, over real JSON-RPC and with the real engine: outline, folding, links, names and front matter.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type {
  CompletionItem,
  Diagnostic,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Hover,
  Location,
  SemanticTokens,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { startEngine } from '../../server/src/host/index.ts';
import { connect, positionAt, pulling, type TestClient } from './harness/connect.ts';
import { documentUri } from './harness/documentUri.ts';
import { eventually } from './harness/eventually.ts';

let client: TestClient;
let opened = 0;

beforeAll(async () => {
  client = await connect({
    createEngine: () => startEngine(),
    capabilities: {
      ...pulling,
      textDocument: {
        ...pulling.textDocument,
        rename: { prepareSupport: true },
        semanticTokens: { requests: {}, tokenTypes: [], tokenModifiers: [], formats: [] },
      },
      workspace: { ...pulling.workspace, semanticTokens: { refreshSupport: true } },
    },
  });
});
afterAll(() => client.stop());

/** Opens each file in a folder of its own; gives the URI of each. */
async function open<Name extends string>(
  files: Readonly<Record<Name, string>>,
): Promise<Readonly<Record<Name, string>>> {
  const folder = `case${++opened}`;
  const uris: Record<string, string> = {};
  for (const [name, text] of Object.entries<string>(files)) {
    uris[name] = documentUri(`${folder}/${name}`);
    await client.open(uris[name], text);
  }
  return uris as Readonly<Record<Name, string>>;
}

const at = (uri: string, word: string, after = 0) =>
  positionAt(client.textOf(uri), client.textOf(uri).indexOf(word) + after);
const ask = <Result>(method: string, uri: string, word?: string, more: object = {}) =>
  client.request<Result>(`textDocument/${method}`, {
    textDocument: { uri },
    ...(word === undefined ? {} : { position: at(uri, word, 1) }),
    ...more,
  });
const textAt = (uri: string, { start, end }: Location['range']): string => {
  const lines = client
    .textOf(uri)
    .split('\n')
    .slice(start.line, end.line + 1);
  if (start.line === end.line) return (lines[0] ?? '').slice(start.character, end.character);
  return lines.join('\n');
};
const outline = (symbols: readonly DocumentSymbol[]): unknown[] =>
  symbols.map(({ name, children = [] }) => (children.length === 0 ? name : [name, ...outline(children)]));

const SUPPORT = `---
name: Support
model:
  api: chat
  configuration:
    type: openai
    name: gpt-4.1
  parameters:
    temperature: 3
    max_tokens: 100000
inputs:
  customer:
    type: string
---
system:
# Policy
You help {{ customer }}.
{% for order in orders %}
## Order {{ order.id }}
{{ order.total }}
{% else %}
None.
{% endfor %}
{% include "rules.md" %}

user:
{{ question }}
`;

test('the outline has front matter, roles, headings, blocks and includes', async () => {
  const { 'a.prompty': uri } = await open({ 'a.prompty': SUPPORT });
  const symbols = await ask<DocumentSymbol[]>('documentSymbol', uri);
  expect(outline(symbols)).toEqual([
    [
      'Front matter',
      'name',
      ['model', 'api', ['configuration', 'type', 'name'], ['parameters', 'temperature', 'max_tokens']],
      ['inputs', ['customer', 'type']],
    ],
    ['system', ['Policy', ['for order in orders', 'Order {{ order.id }}'], 'rules.md']],
    'user',
  ]);
  const inside = (outer: DocumentSymbol, inner: DocumentSymbol): boolean =>
    outer.range.start.line <= inner.range.start.line && inner.range.end.line <= outer.range.end.line;
  const check = (symbol: DocumentSymbol): void => {
    for (const child of symbol.children ?? []) {
      expect(inside(symbol, child), `${symbol.name} holds ${child.name}`).toBe(true);
      check(child);
    }
  };
  symbols.forEach(check);
});

test('folding follows front matter, roles, headings and branches', async () => {
  const { 'a.prompty': uri } = await open({ 'a.prompty': SUPPORT });
  const ranges = await ask<FoldingRange[]>('foldingRange', uri);
  expect(ranges.map(({ startLine, endLine }) => [startLine, endLine])).toEqual([
    [0, 13],
    [14, 23],
    [15, 23],
    [17, 19],
    [18, 19],
    [20, 21],
    [25, 26],
  ]);
});

test('source files and ordinary data have neither outline nor folding of ours', async () => {
  const { 'a.ts': code, 'b.json': data } = await open({ 'a.ts': 'const a = 1;\n', 'b.json': '{ "a": [1,\n2] }' });
  for (const uri of [code, data]) {
    expect(await ask('documentSymbol', uri)).toEqual([]);
    expect(await ask('foldingRange', uri)).toBeNull();
    expect(await ask('completion', uri, uri === code ? 'const' : 'a')).toEqual([]);
    expect(await ask('definition', uri, 'a')).toEqual([]);
    expect(await ask('documentLink', uri)).toEqual([]);
  }
});

test('what an include names is linked, and opened from its name', async () => {
  const { 'prompts/a.j2': uri, 'rules.md': rules } = await open({
    'prompts/a.j2': 'You are careful and kind.\n{% include "rules.md" %}\n{% include "absent.md" %}\n',
    'rules.md': 'Never guess.\n',
  });
  // Without a folder of the workspace only what stands beside the file is found.
  expect(await ask<DocumentLink[]>('documentLink', uri)).toEqual([]);
  const { 'prompts/b.j2': beside, 'prompts/tone.md': tone } = await open({
    'prompts/b.j2': 'You are careful and kind.\n{% include "tone.md" %}\n',
    'prompts/tone.md': 'Be brief.\n',
  });
  const links = await ask<DocumentLink[]>('documentLink', beside);
  expect(links.map(({ target, range }) => [target, textAt(beside, range)])).toEqual([[tone, 'tone.md']]);
  expect(await ask<Location[]>('definition', beside, 'tone.md')).toMatchObject([{ uri: tone }]);
  expect(rules).toContain('rules.md');
});

test('a name leads to its declaration, or to the loop that binds it', async () => {
  const { 'a.prompty': uri } = await open({ 'a.prompty': SUPPORT });
  const declared = await ask<Location[]>('definition', uri, 'customer }}');
  expect(declared.map(({ range }) => range.start.line)).toEqual([11]);
  const bound = await ask<Location[]>('definition', uri, 'order.total');
  expect(bound.map(({ range }) => [range.start.line, textAt(uri, range)])).toEqual([[17, 'order']]);
  const all = await ask<Location[]>('references', uri, 'customer }}', { context: { includeDeclaration: true } });
  expect(all.map(({ range }) => textAt(uri, range))).toEqual(['customer', 'customer']);
});

test('renaming takes uses and declaration along, and refuses what would break', async () => {
  const { 'a.prompty': uri } = await open({ 'a.prompty': SUPPORT });
  expect(await ask('prepareRename', uri, 'customer }}')).toMatchObject({ placeholder: 'customer' });
  const edit = await ask<WorkspaceEdit>('rename', uri, 'customer }}', { newName: 'client' });
  expect(edit.documentChanges).toHaveLength(1);
  expect(JSON.stringify(edit).match(/"newText":"client"/g)).toHaveLength(2);
  await expect(ask('rename', uri, 'customer }}', { newName: 'question' })).rejects.toThrow('another value');
  await expect(ask('rename', uri, 'customer }}', { newName: 'order' })).rejects.toThrow('another value');
  await expect(ask('rename', uri, 'customer }}', { newName: 'two words' })).rejects.toThrow('no name');
  await expect(ask('prepareRename', uri, 'order.total')).rejects.toThrow('bound in this file');
  await expect(ask('prepareRename', uri, 'question }}')).rejects.toThrow('No call is known');
  await expect(ask('prepareRename', uri, 'You help')).rejects.toThrow('Only variables');
});

test('front matter: what the model refuses is a warning, what is not known less', async () => {
  const { 'a.prompty': uri } = await open({ 'a.prompty': SUPPORT });
  const told = (found: readonly Diagnostic[]) =>
    found
      .filter(({ code }) => code === 'front-matter')
      .map(({ range, severity, message }) => [range.start.line, severity, message]);
  expect(told(await client.pull(uri))).toEqual([
    [8, 2, '`temperature` is at most 2 for gpt-4.1.'],
    [9, 2, expect.stringMatching(/^gpt-4\.1 writes at most 32,768 tokens \(.+, checked on .+\)\.$/)],
  ]);
  const { 'b.prompt': other } = await open({
    'b.prompt':
      '---\nmodel: claude-sonnet-9\nconfg:\n  a: 1\nconfig:\n  temperature: ${env:T}\n  top_p: 0.5\n---\nHello there, {{name}}\n',
  });
  expect(told(await client.pull(other))).toEqual([
    [1, 3, expect.stringContaining('No prices or limits are known for `claude-sonnet-9`')],
    [2, 4, '`confg` is no key of this format. Did you mean `config`?'],
  ]);
  await client.configure({ frontMatter: { enabled: false } });
  expect(told(await client.pull(other))).toEqual([]);
  await client.configure({});
});

test('front matter is explained: the model with prices and their source, a parameter with what it costs the cache', async () => {
  const { 'a.prompt': uri } = await open({
    'a.prompt':
      '---\nmodel: openai/gpt-5.1\nconfig:\n  temperature: 0.2\n  reasoning_effort: low\n---\nHello there, {{name}}\n',
  });
  const text = async (word: string) => JSON.stringify((await ask<Hover | null>('hover', uri, word))?.contents);
  expect(await text('gpt-5.1')).toMatch(/per million tokens: input \$.*Source: .*checked on/);
  expect(await text('temperature')).toContain('loses nothing of the cache');
  expect(await text('reasoning_effort')).toContain('loses what is cached of the whole prompt');
  expect(await ask('hover', uri, 'Hello')).toBeNull();
});

test('front matter is completed: keys that are missing, parameters, models with prices', async () => {
  const { 'a.prompt': uri } = await open({
    'a.prompt': '---\nname: a\nm\nmodel: gpt\nconfig:\n  temperature: 1\n  t\n---\nHello m\n',
  });
  const labels = async (word: string, after: number) => {
    const items = await client.request<CompletionItem[]>('textDocument/completion', {
      textDocument: { uri },
      position: at(uri, word, after),
    });
    return items;
  };
  const keys = (await labels('\nm\n', 2)).map(({ label }) => label);
  expect(keys).toContain('input');
  expect(keys).not.toContain('name');
  const models = await labels('model: gpt', 10);
  expect(models.map(({ label }) => label)).toEqual(expect.arrayContaining(['gpt-4.1', 'googleai/gemini-2.5-pro']));
  expect(JSON.stringify(models.find(({ label }) => label === 'gpt-4.1')?.documentation)).toContain(
    'per million tokens',
  );
  const parameters = (await labels('  t\n', 3)).map(({ label }) => label);
  expect(parameters).toContain('top_p');
  expect(parameters).not.toContain('temperature');
  expect(await labels('Hello m', 7)).toEqual([]);
});

test('text that changes between requests is coloured, in full and in a range, and follows an edit', async () => {
  const { 'a.ts': uri } = await open({
    'a.ts': `import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
export async function answer(question: string) {
  const system = \`Rules. Now \${new Date().toISOString()}.\`;
  return client.messages.create({ model: 'claude-sonnet-4-5', max_tokens: 9, system, messages: [{ role: 'user', content: question }] });
}
`,
  });
  const decode = ({ data }: SemanticTokens): string[] => {
    let line = 0;
    let character = 0;
    const found: string[] = [];
    for (let index = 0; index < data.length; index += 5) {
      const [lines = 0, characters = 0, length = 0] = data.slice(index, index + 3);
      character = lines === 0 ? character + characters : characters;
      line += lines;
      found.push((client.textOf(uri).split('\n')[line] ?? '').slice(character, character + length));
    }
    return found;
  };
  const range = { start: { line: 0, character: 0 }, end: { line: 2, character: 0 } };
  expect(decode(await ask('semanticTokens/full', uri))).toEqual(['${new Date().toISOString()}']);
  expect(decode(await ask('semanticTokens/range', uri, undefined, { range }))).toEqual([]);
  await client.edit(uri, 'new Date().toISOString()', '"noon"');
  expect(decode(await ask('semanticTokens/full', uri))).toEqual([]);
  await client.configure({ volatileText: { enabled: false } });
  expect(decode(await ask('semanticTokens/full', uri))).toEqual([]);
  await client.configure({});
  await eventually(() => client.requests.find((method) => method === 'workspace/semanticTokens/refresh'));
});
