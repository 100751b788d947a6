// That the server outlives failures and abandoned requests.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import { connect } from './harness/connect.ts';
import { documentUri } from './harness/documentUri.ts';
import { eventually } from './harness/eventually.ts';

const uri = documentUri('agent.ts');
let client: Awaited<ReturnType<typeof connect>>;

beforeEach(async () => {
  client = await connect();
});
afterEach(() => client.stop());

test('a crashed engine is replaced, and the document is analysed by the new one', async () => {
  await client.open(uri, 'model(CLOCK) // CRASH\n');
  expect(await client.pull(uri)).toHaveLength(1);
  expect(client.engines.created()).toBe(2);
  expect(client.messages.some((message) => message.includes('engine 1 died'))).toBe(true);
});

test('a document that no engine survives is logged and leaves the others alone', async () => {
  const sound = documentUri('sound.ts');
  await client.open(uri, 'model(CLOCK) // POISON\n');
  await client.open(sound, 'model(CLOCK)\n');
  expect(await client.pull(uri)).toEqual([]);
  expect(await client.pull(sound)).toHaveLength(1);
  expect(client.messages.some((message) => message.includes('agent.ts could not be analysed'))).toBe(true);
  await client.edit(uri, 'POISON', 'mended');
  expect(await client.pull(uri)).toHaveLength(1);
});

test('a request that cannot be answered is logged and answered with nothing', async () => {
  await client.open(uri, 'model(CLOCK)\n');
  const actions = await client.request('textDocument/codeAction', { textDocument: { uri }, range: everywhere });
  expect(actions).toEqual([]);
  await eventually(() => client.messages.find((message) => message.startsWith('textDocument/codeAction failed')));
  expect(await client.pull(uri)).toHaveLength(1);
});

const everywhere = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };

test('requests for documents that are not open are answered with nothing', async () => {
  const params = { textDocument: { uri: documentUri('closed.ts') }, position: { line: 0, character: 0 } };
  expect(await client.request('textDocument/hover', params)).toBeNull();
  expect(await client.request('textDocument/codeLens', params)).toEqual([]);
  expect(await client.pull(documentUri('closed.ts'))).toEqual([]);
});

test('a cancelled request ends with the code for it', async () => {
  for (let at = 0; at < 5; at++) await client.open(documentUri(`agent${at}.ts`), 'model(CLOCK)\n');
  const source = new CancellationTokenSource();
  const params = { textDocument: { uri: documentUri('agent0.ts') } };
  const answer = client.connection.sendRequest('textDocument/diagnostic', params, source.token);
  source.cancel();
  await expect(answer).rejects.toMatchObject({ code: -32800 });
  expect(await client.pull(documentUri('agent0.ts'))).toHaveLength(1);
});

test('one analysis serves problems, lenses and hovers of one version', async () => {
  await client.open(uri, 'model(CLOCK)\n');
  await client.pull(uri);
  await client.request('textDocument/codeLens', { textDocument: { uri } });
  await client.request('textDocument/hover', { textDocument: { uri }, position: { line: 0, character: 0 } });
  expect(client.engines.analyzed).toHaveLength(1);
});
