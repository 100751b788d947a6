// Which documents are analysed again after an edit, and after files changed on disk: those that depend on them, and no others.
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FileChangeType } from 'vscode-languageserver/node';
import { connect } from './harness/connect.ts';

let folder: string;
let client: Awaited<ReturnType<typeof connect>>;
beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'hitrate-lsp-')));
  client = await connect({ roots: [pathToFileURL(folder).href] });
});
afterEach(async () => {
  await client.stop();
  rmSync(folder, { recursive: true, force: true });
});

const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
const callers = ['one.ts', 'two.ts'];
const open = async () => {
  for (const name of callers) await client.open(uriOf(name), 'use "./prompt.ts"; model(prompt)\n');
  await client.open(uriOf('other.ts'), 'use "./else.ts"; model(CLOCK)\n');
};
/** Names of the documents that were analysed for the problems of all of them. */
const analyzedBy = async (act: () => Promise<unknown>): Promise<readonly string[]> => {
  const all = [...callers, 'other.ts'];
  for (const name of all) await client.pull(uriOf(name));
  const before = client.engines.analyzed.length;
  await act();
  for (const name of all) await client.pull(uriOf(name));
  return client.engines.analyzed.slice(before).map((path) => path.slice(path.lastIndexOf('/') + 1));
};
const changed = (name: string, type: FileChangeType) =>
  client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf(name), type }] });

test('an edit of an open prompt: its callers and itself', async () => {
  await open();
  await client.open(uriOf('prompt.ts'), 'calm\n');
  expect([...(await analyzedBy(() => client.edit(uriOf('prompt.ts'), 'calm', 'CLOCK')))].sort()).toEqual([
    'one.ts',
    'prompt.ts',
    'two.ts',
  ]);
});

test('an edit of a caller: itself', async () => {
  await open();
  expect(await analyzedBy(() => client.edit(uriOf('one.ts'), 'model', ' model'))).toEqual(['one.ts']);
});

test('a prompt that changes on disk and is open nowhere: its callers', async () => {
  writeFileSync(join(folder, 'prompt.ts'), 'calm\n');
  await open();
  const again = await analyzedBy(async () => {
    writeFileSync(join(folder, 'prompt.ts'), 'CLOCK CLOCK\n');
    await changed('prompt.ts', FileChangeType.Changed);
  });
  expect(again).toEqual(['one.ts', 'two.ts']);
});

test('a prompt that is made, and one that goes: those that looked for it', async () => {
  await open();
  const made = await analyzedBy(async () => {
    writeFileSync(join(folder, 'prompt.ts'), 'CLOCK\n');
    await changed('prompt.ts', FileChangeType.Created);
  });
  expect(made).toEqual(['one.ts', 'two.ts']);
  const gone = await analyzedBy(async () => {
    rmSync(join(folder, 'prompt.ts'));
    await changed('prompt.ts', FileChangeType.Deleted);
  });
  expect(gone).toEqual(['one.ts', 'two.ts']);
});

test('a file that nobody imports: none, and the client is not asked to ask again', async () => {
  await open();
  const again = await analyzedBy(() => changed('notes.md', FileChangeType.Created));
  expect(again).toEqual([]);
  expect(client.requests).not.toContain('workspace/diagnostic/refresh');
});

test('an open document that is saved: none', async () => {
  await open();
  expect(await analyzedBy(() => changed('one.ts', FileChangeType.Changed))).toEqual([]);
});

test('a config file: all', async () => {
  await open();
  const again = await analyzedBy(() => changed('hitrate.config.json', FileChangeType.Created));
  expect([...again].sort()).toEqual(['one.ts', 'other.ts', 'two.ts']);
});
