// A template and the code that renders it, in the editor: findings, names and colours go from one to the other.
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type {
  Diagnostic,
  DocumentLink,
  InlayHint,
  Location,
  SemanticTokens,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { startEngine } from '../../server/src/host/index.ts';
import { connect, positionAt, pulling, type TestClient } from './harness/connect.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hitrate-prompts-')));
cpSync(join(import.meta.dirname, '../e2e/workspaces/prompt-files'), folder, { recursive: true });
const uriOf = (name: string) => pathToFileURL(join(folder, name)).toString();
const [code, template] = [uriOf('agent.py'), uriOf('prompts/support.j2')];

let client: TestClient;
beforeAll(async () => {
  client = await connect({
    createEngine: () => startEngine(),
    roots: [pathToFileURL(folder).toString()],
    capabilities: {
      ...pulling,
      textDocument: {
        ...pulling.textDocument,
        rename: { prepareSupport: true },
        semanticTokens: { requests: {}, tokenTypes: [], tokenModifiers: [], formats: [] },
      },
    },
  });
  for (const name of ['agent.py', 'prompts/support.j2'])
    await client.open(uriOf(name), readFileSync(join(folder, name), 'utf8'));
});
afterAll(async () => {
  await client.stop();
  rmSync(folder, { recursive: true, force: true });
});

const ask = <Result>(method: string, uri: string, word: string, more: object = {}) =>
  client.request<Result>(`textDocument/${method}`, {
    textDocument: { uri },
    position: positionAt(client.textOf(uri), client.textOf(uri).indexOf(word) + 1),
    ...more,
  });
const lineOf = (uri: string, word: string) => positionAt(client.textOf(uri), client.textOf(uri).indexOf(word)).line;

test('a finding lies in the template and names the line of code that passes the clock', async () => {
  const found = (await client.pull(template)).filter(({ code: rule }) => rule === 'volatile-prefix');
  expect(found).toHaveLength(1);
  const [{ range, relatedInformation = [] }] = found as [Diagnostic];
  expect(range.start.line).toBe(lineOf(template, '{{ now }}'));
  expect(relatedInformation.map(({ location }) => [location.uri, location.range.start.line])).toContainEqual([
    code,
    lineOf(code, 'now='),
  ]);
});

test('a variable leads to the argument, and the name of the template to the file', async () => {
  const given = await ask<Location[]>('definition', template, 'now }}');
  expect(given).toMatchObject([{ uri: code, range: { start: { line: lineOf(code, 'now=') } } }]);
  expect(await ask<Location[]>('definition', code, 'support.j2')).toMatchObject([{ uri: template }]);
  const links = await client.request<DocumentLink[]>('textDocument/documentLink', { textDocument: { uri: code } });
  expect(links.map(({ target }) => target)).toEqual([template]);
  const all = await ask<Location[]>('references', template, 'now }}', { context: { includeDeclaration: true } });
  expect(all.map(({ uri }) => uri)).toEqual([template, code]);
});

test('a variable is renamed in the template and in the call', async () => {
  expect(await ask('prepareRename', template, 'product }}')).toMatchObject({ placeholder: 'product' });
  const { documentChanges = [] } = await ask<WorkspaceEdit>('rename', template, 'product }}', { newName: 'title' });
  const edited = documentChanges.map((change) => ('textDocument' in change ? change.textDocument.uri : ''));
  expect(edited).toEqual([template, code]);
  await expect(ask('rename', template, 'product }}', { newName: 'now' })).rejects.toThrow('another value');
});

test('the clock is coloured in the template, and hints count its text', async () => {
  const { data } = await client.request<SemanticTokens>('textDocument/semanticTokens/full', {
    textDocument: { uri: template },
  });
  expect(data.slice(0, 1)).toEqual([lineOf(template, '{{ now }}')]);
  const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  const hints = await client.request<InlayHint[]>('textDocument/inlayHint', { textDocument: { uri: template }, range });
  expect(hints.length).toBeGreaterThan(0);
});

test('what the template lacks is found again when the code stops passing the clock', async () => {
  await client.edit(code, 'datetime.now().isoformat()', '"noon"');
  expect((await client.pull(template)).filter(({ code: rule }) => rule === 'volatile-prefix')).toEqual([]);
  const { data } = await client.request<SemanticTokens>('textDocument/semanticTokens/full', {
    textDocument: { uri: template },
  });
  expect(data).toEqual([]);
});
