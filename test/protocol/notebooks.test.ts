// Notebooks in the editor: the cells are one program, and what is found in it lies in the cell that it is written in.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CodeAction, CodeLens, Diagnostic, Hover, TextDocumentEdit } from 'vscode-languageserver/node';
import { startEngine } from '../../server/src/host/index.ts';
import { connect, pulling, type TestClient } from './harness/connect.ts';
import { documentUri } from './harness/documentUri.ts';

const file = documentUri('agent.ipynb');
const cellUri = (name: string) => `${file.replace('file:', 'vscode-notebook-cell:')}#${name}`;
const cells = {
  setup: `!pip install anthropic
import anthropic
from datetime import datetime
client = anthropic.Anthropic()
`,
  prompt: `SYSTEM = f"Now: {datetime.now().isoformat()}. ${'Answer by the book. '.repeat(400)}"`,
  call: `def ask(question):
    messages = [{"role": "user", "content": question}]
    for _ in range(10):
        answer = client.messages.create(
            model="claude-sonnet-4-5", max_tokens=100, messages=messages,
            system=[{"type": "text", "text": SYSTEM, "cache_control": {"type": "ephemeral"}}])
        messages.append({"role": "assistant", "content": answer.content})
`,
};
const names = Object.keys(cells) as (keyof typeof cells)[];
const uris = { setup: cellUri('a'), prompt: cellUri('b'), call: cellUri('c') };

let client: TestClient;
beforeEach(async () => {
  client = await connect({ createEngine: startEngine, capabilities: pulling });
  await client.connection.sendNotification('notebookDocument/didOpen', {
    notebookDocument: {
      uri: file,
      notebookType: 'jupyter-notebook',
      version: 1,
      cells: [{ kind: 1, document: cellUri('words') }, ...names.map((name) => ({ kind: 2, document: uris[name] }))],
    },
    cellTextDocuments: names.map((name) => ({ uri: uris[name], languageId: 'python', version: 1, text: cells[name] })),
  });
});
afterEach(() => client.stop());

const change = (event: unknown) =>
  client.connection.sendNotification('notebookDocument/didChange', {
    notebookDocument: { uri: file, version: 2 },
    change: event,
  });
const rulesIn = async (uri: string) => (await client.pull(uri)).map(({ code }) => code);

test('a finding lies in the cell that it is written in, also when the call stands in another', async () => {
  expect(await rulesIn(uris.prompt)).toContain('volatile-prefix');
  expect(await rulesIn(uris.setup)).toEqual([]);
  const [clock] = (await client.pull(uris.prompt)).filter(({ code }) => code === 'volatile-prefix');
  const text = cells.prompt.slice(clock?.range.start.character, clock?.range.end.character);
  expect([clock?.range.start.line, text]).toEqual([0, '{datetime.now().isoformat()}']);
  expect(clock?.relatedInformation?.some(({ location }) => location.uri === uris.call)).toBe(true);
});

test('the lens and the hover stand in the cell of the call alone', async () => {
  const lensesIn = (uri: string) =>
    client.request<readonly CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
  expect((await lensesIn(uris.call)).map(({ range }) => range.start.line)).toEqual([3]);
  expect(await lensesIn(uris.setup)).toEqual([]);
  const character = cells.call.split('\n')[3]?.indexOf('messages.create') ?? 0;
  const hover = await client.request<Hover | null>('textDocument/hover', {
    textDocument: { uri: uris.call },
    position: { line: 3, character },
  });
  expect(JSON.stringify(hover?.contents)).toContain('datetime.now()');
});

test('a repair edits the cell', async () => {
  const problems: readonly Diagnostic[] = await client.pull(uris.prompt);
  const actions = await client.request<readonly CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: uris.prompt },
    range: problems[0]?.range,
    context: { diagnostics: problems },
  });
  const edited = actions.flatMap(({ edit }) =>
    (edit?.documentChanges ?? []).map((one) => (one as TextDocumentEdit).textDocument),
  );
  expect(actions.map(({ title }) => title)).toContain('Suppress volatile-prefix here');
  expect(edited.length).toBeGreaterThan(0);
  expect(edited.every(({ uri, version }) => names.some((name) => uris[name] === uri) && version === 1)).toBe(true);
});

test('a comment for the whole notebook stays below a magic of its cell', async () => {
  await change({
    cells: {
      textContent: [{ document: { uri: uris.prompt, version: 2 }, changes: [{ text: `%%time\n${cells.prompt}` }] }],
    },
  });
  const diagnostics = (await client.pull(uris.prompt)).filter(({ code }) => code === 'volatile-prefix');
  const actions = await client.request<readonly CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: uris.prompt },
    range: diagnostics[0]?.range,
    context: { diagnostics },
  });
  const start = { line: 1, character: 0 };
  const edits = [{ range: { start, end: start }, newText: '# hitrate-ignore-file[volatile-prefix]\n' }];
  expect(actions.find(({ title }) => title.endsWith('in this file'))?.edit?.documentChanges).toMatchObject([{ edits }]);
});

test('an edit of one cell, and a cell that is taken out, change what is found in the others', async () => {
  expect(await rulesIn(uris.prompt)).toContain('volatile-prefix');
  await change({
    cells: {
      textContent: [{ document: { uri: uris.call, version: 2 }, changes: [{ text: 'print("no call")' }] }],
    },
  });
  expect(await rulesIn(uris.prompt)).toEqual([]);
  await change({
    cells: { textContent: [{ document: { uri: uris.call, version: 3 }, changes: [{ text: cells.call }] }] },
  });
  expect(await rulesIn(uris.prompt)).toContain('volatile-prefix');
  await change({
    cells: {
      structure: { array: { start: 2, deleteCount: 1, cells: [] }, didClose: [{ uri: uris.prompt }] },
    },
  });
  expect(await rulesIn(uris.prompt)).toEqual([]);
});

test('a notebook that is closed is gone', async () => {
  await client.pull(uris.prompt);
  await client.connection.sendNotification('notebookDocument/didClose', {
    notebookDocument: { uri: file },
    cellTextDocuments: names.map((name) => ({ uri: uris[name] })),
  });
  expect(await rulesIn(uris.prompt)).toEqual([]);
});
