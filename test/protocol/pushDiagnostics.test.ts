// Problems that are published to clients that cannot ask.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connect, type Published, pushing } from './harness/connect.ts';
import { documentUri } from './harness/documentUri.ts';
import { eventually } from './harness/eventually.ts';

const uri = documentUri('agent.ts');
let client: Awaited<ReturnType<typeof connect>>;

beforeEach(async () => {
  client = await connect({ capabilities: pushing });
  await client.configure({ diagnostics: { delay: 0 } });
});
afterEach(() => client.stop());

const latest = (of: string): Published | undefined => client.published.findLast((each) => each.uri === of);
const publishedAt = (of: string, version: number) =>
  eventually(() => client.published.findLast((each) => each.uri === of && each.version === version));

test('problems carry the version that they were found in', async () => {
  await client.open(uri, 'model(CLOCK)\n');
  expect((await publishedAt(uri, 1)).diagnostics).toHaveLength(1);
  await client.edit(uri, 'CLOCK', 'CLOCK + CLOCK');
  expect((await publishedAt(uri, 2)).diagnostics).toHaveLength(2);
});

test('an edit of a caller changes the problems of another open document', async () => {
  const prompt = documentUri('prompt.ts');
  await client.open(prompt, 'export const prompt = `CLOCK`;\n');
  await publishedAt(prompt, 1);
  await client.open(uri, 'model(prompt)\n');
  await publishedAt(uri, 1);
  expect(latest(prompt)?.diagnostics.length).toBe(1);
  await client.edit(uri, 'model', 'use "./prompt.ts"; model');
  await eventually(() => latest(prompt)?.diagnostics[0]?.relatedInformation?.[0]);
});

test('closing a document takes its problems away', async () => {
  await client.open(uri, 'model(CLOCK)\n');
  await publishedAt(uri, 1);
  await client.close(uri);
  await eventually(() => (latest(uri)?.diagnostics.length === 0 ? true : undefined));
});

test('a burst of edits is answered once, for the last of them', async () => {
  await client.configure({ diagnostics: { delay: 60 } });
  await client.open(uri, 'model(CLOCK)\n');
  for (let round = 0; round < 5; round++) await client.edit(uri, 'CLOCK', 'CLOCK CLOCK');
  expect((await publishedAt(uri, 6)).diagnostics).toHaveLength(6);
  expect(client.published.filter((each) => each.uri === uri).map(({ version }) => version)).toEqual([6]);
});
