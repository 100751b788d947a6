// What the pointer shows.

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Hover } from 'vscode-languageserver/node';
import { connect } from './harness/connect.ts';
import { documentUri } from './harness/documentUri.ts';

const uri = documentUri('agent.ts');
let client: Awaited<ReturnType<typeof connect>>;

beforeEach(async () => {
  client = await connect();
});
afterEach(() => client.stop());

const textAt = async (line: number, character: number) => {
  const position = { line, character };
  const hover = await client.request<Hover | null>('textDocument/hover', { textDocument: { uri }, position });
  return hover === null ? '' : (hover.contents as { value: string }).value;
};

test('the name of a model call shows its prompt segment by segment, and where the price is from', async () => {
  await client.open(uri, 'model(be | kind)\n');
  const text = await textAt(0, 2);
  expect(text).toContain('| # | part | tokens | changes | cached | from |');
  expect(text).toContain('| 1 | system | ≈1000 | stable | no | “be \\| kind” |');
  expect(text).toContain('Prices of the price list, 2026-01-01');
});

test('a finding shows the documentation of its rule', async () => {
  await client.open(uri, 'model(CLOCK)\n');
  const text = await textAt(0, 7);
  expect(text).toContain('**volatile-prefix**');
  expect(text).toContain('Why volatile-prefix costs.');
  expect(text).not.toContain('| # |');
});

test('elsewhere there is nothing', async () => {
  await client.open(uri, 'const x = 1;\nmodel(CLOCK)\n');
  expect(await textAt(0, 2)).toBe('');
});
