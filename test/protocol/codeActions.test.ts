// Repairs: which are offered, what they change, and that a stale problem gets none.

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CodeAction, Diagnostic, TextDocumentEdit } from 'vscode-languageserver/node';
import { connect, pulling } from './harness/connect.ts';
import { documentUri } from './harness/documentUri.ts';

const uri = documentUri('agent.ts');
const everywhere = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
let client: Awaited<ReturnType<typeof connect>>;

beforeEach(async () => {
  client = await connect({ capabilities: pulling });
});
afterEach(() => client.stop());

const actionsFor = (diagnostics: readonly Diagnostic[], only?: readonly string[], of = uri) =>
  client.request<readonly CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: of },
    range: diagnostics[0]?.range ?? everywhere,
    context: { diagnostics, ...(only === undefined ? {} : { only }) },
  });

const editsOf = (action: CodeAction | undefined) => {
  const change = action?.edit?.documentChanges?.[0] as TextDocumentEdit | undefined;
  return { version: change?.textDocument.version, edits: change?.edits };
};

test('a safe fix is preferred and edits the version that was analysed', async () => {
  await client.open(uri, 'model(CLOCK)\n');
  const problems = await client.pull(uri);
  const [fix] = await actionsFor(problems);
  expect(fix).toMatchObject({ title: 'Replace it', kind: 'quickfix', isPreferred: true, diagnostics: problems });
  expect(editsOf(fix)).toEqual({ version: 1, edits: [{ range: problems[0]?.range, newText: 'fixed' }] });
  expect(fix?.edit?.changeAnnotations).toBeUndefined();
});

test('an unsafe fix says so, is never preferred, and asks for confirmation', async () => {
  await client.open(uri, 'model(RANDOM)\n');
  const [fix] = await actionsFor(await client.pull(uri));
  expect(fix?.title).toBe('Replace it (changes behaviour)');
  expect(fix?.isPreferred).toBeUndefined();
  const [annotation] = Object.values(fix?.edit?.changeAnnotations ?? {});
  expect(annotation).toMatchObject({ needsConfirmation: true });
});

test('a problem of an earlier version gets no repair', async () => {
  await client.open(uri, 'model(CLOCK)\n');
  const stale = await client.pull(uri);
  await client.edit(uri, 'model', '/* moved */ model');
  expect(await actionsFor(stale)).toEqual([]);
  expect(await actionsFor(await client.pull(uri))).not.toEqual([]);
});

test('a client that sends no problems along gets the repairs at the place', async () => {
  await client.open(uri, 'model(CLOCK)\n');
  expect((await actionsFor([]))[0]?.title).toBe('Replace it');
});

test('all findings of a rule can be fixed at once', async () => {
  await client.open(uri, 'model(CLOCK, CLOCK)\n');
  const [first] = await client.pull(uri);
  const action = (await actionsFor(first === undefined ? [] : [first])).find(({ title }) =>
    title.startsWith('Fix all'),
  );
  expect(action?.title).toBe('Fix all 2 findings of volatile-prefix in this file');
  expect(editsOf(action).edits).toHaveLength(2);
});

test('fixing everything applies the safe fixes only, and is offered by name only', async () => {
  await client.open(uri, 'model(CLOCK, RANDOM, CLOCK)\n');
  const [action, ...more] = await actionsFor([], ['source.fixAll']);
  expect(more).toEqual([]);
  expect(action?.kind).toBe('source.fixAll.hitrate');
  expect(editsOf(action).edits).toHaveLength(2);
  expect((await actionsFor([])).map(({ kind }) => kind)).not.toContain('source.fixAll.hitrate');
});

test('a suppression keeps the indentation and the line ending of the document', async () => {
  await client.open(uri, 'if (x) {\r\n  model(CLOCK)\r\n}\r\n');
  const actions = await actionsFor(await client.pull(uri));
  const here = actions.find(({ title }) => title === 'Suppress volatile-prefix here');
  const position = { line: 1, character: 0 };
  expect(editsOf(here).edits).toEqual([
    { range: { start: position, end: position }, newText: '  // hitrate-ignore[volatile-prefix]\r\n' },
  ]);
});

test('a suppression for a whole Python file goes below its first lines', async () => {
  const python = documentUri('agent.py');
  await client.open(python, '#!/usr/bin/env python\n# -*- coding: utf-8 -*-\nmodel(CLOCK)\n');
  const actions = await actionsFor(await client.pull(python), undefined, python);
  const file = actions.find(({ title }) => title === 'Suppress volatile-prefix in this file');
  const position = { line: 2, character: 0 };
  expect(editsOf(file).edits).toEqual([
    { range: { start: position, end: position }, newText: '# hitrate-ignore-file[volatile-prefix]\n' },
  ]);
});

test('only the kinds that are asked for are offered', async () => {
  await client.open(uri, 'model(CLOCK)\n');
  expect(await actionsFor(await client.pull(uri), ['refactor'])).toEqual([]);
});

test('the profile is offered on the name of a call, to clients that can open it', async () => {
  const at = (character: number) => ({ start: { line: 0, character }, end: { line: 0, character } });
  const kindsAt = async (own: typeof client, character: number) => {
    await own.open(uri, 'model(one)\n');
    const actions = await own.request<readonly CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: at(character),
      context: { diagnostics: [], only: ['hitrate.profile'] },
    });
    await own.close(uri);
    return actions.map(({ command }) => [command?.command, command?.arguments?.[0]]);
  };
  const able = await connect({ capabilities: pulling, initializationOptions: { commands: ['hitrate.profilePrompt'] } });
  expect(await kindsAt(able, 2)).toEqual([['hitrate.profilePrompt', { uri, offset: 0 }]]);
  expect(await kindsAt(able, 9)).toEqual([]);
  await able.stop();
  expect(await kindsAt(client, 2)).toEqual([]);
});
