// The line above each model call.

import { expect, test } from 'vitest';
import type { CodeLens } from 'vscode-languageserver/node';
import { connect } from './harness/connect.ts';
import { documentUri } from './harness/documentUri.ts';

const uri = documentUri('agent.ts');
const lenses = (client: Awaited<ReturnType<typeof connect>>) =>
  client.request<readonly CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });

test('each model call has a lens that opens its profile', async () => {
  const client = await connect({ initializationOptions: { commands: ['hitrate.profilePrompt'] } });
  await client.open(uri, 'const a = 1;\nmodel(CLOCK)\nmodel(two)\n');
  const [first, second] = await lenses(client);
  expect(first).toMatchObject({
    range: { start: { line: 1, character: 0 } },
    command: {
      title: '≈1010 tok · 1 findings',
      command: 'hitrate.profilePrompt',
      arguments: [{ uri, offset: 'const a = 1;\n'.length }],
    },
  });
  expect(second?.range.start.line).toBe(2);
  await client.stop();
});

test('a client without the command gets text alone', async () => {
  const client = await connect();
  await client.open(uri, 'model(x)\n');
  expect((await lenses(client)).map(({ command }) => command?.command)).toEqual(['']);
  await client.stop();
});

test('the setting switches lenses off', async () => {
  const client = await connect({ settings: { lens: { enabled: false } } });
  await client.open(uri, 'model(x)\n');
  expect(await lenses(client)).toEqual([]);
  await client.stop();
});
