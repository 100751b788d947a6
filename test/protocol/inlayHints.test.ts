// Tokens beside the texts of prompts.
import { expect, test } from 'vitest';
import type { InlayHint } from 'vscode-languageserver/node';
import { connect, pulling } from './harness/connect.ts';
import { documentUri } from './harness/documentUri.ts';
import { eventually } from './harness/eventually.ts';

const uri = documentUri('agent.ts');
const whole = { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } };
const hints = (client: Awaited<ReturnType<typeof connect>>, range = whole) =>
  client.request<readonly InlayHint[]>('textDocument/inlayHint', { textDocument: { uri }, range });

test('each text of a prompt has one, in the range that is asked for', async () => {
  const client = await connect();
  await client.open(uri, 'const a = 1;\nmodel(one)\nmodel(two)\n');
  const found = await hints(client);
  expect(found.map(({ position, label }) => [position.line, label])).toEqual([
    [1, '≈1000 tok'],
    [2, '≈1000 tok'],
  ]);
  expect(found[0]?.tooltip).toContain('billed once');
  expect(await hints(client, { start: { line: 2, character: 0 }, end: { line: 2, character: 5 } })).toHaveLength(1);
  await client.stop();
});

test('what is sent again says so', async () => {
  const client = await connect();
  await client.open(uri, 'again(one)\n');
  const [hint] = await hints(client);
  expect(hint?.tooltip).toContain('billed again on every tick');
  await client.stop();
});

test('they follow an edit, and can be switched off', async () => {
  const client = await connect({
    capabilities: { ...pulling, workspace: { ...pulling.workspace, inlayHint: { refreshSupport: true } } },
  });
  await client.open(uri, 'model(one)\n');
  await client.edit(uri, 'model', '\n\nmodel');
  expect((await hints(client)).map(({ position }) => position.line)).toEqual([2]);
  await client.configure({ inlayHints: { enabled: false } });
  expect(await hints(client)).toEqual([]);
  await eventually(() => client.requests.find((method) => method === 'workspace/inlayHint/refresh'));
  await client.stop();
});
