// Problems that the client asks for.
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connect, positionAt } from './harness/connect.ts';
import { documentUri } from './harness/documentUri.ts';
import { eventually } from './harness/eventually.ts';

const uri = documentUri('agent.ts');
let client: Awaited<ReturnType<typeof connect>>;

beforeEach(async () => {
  client = await connect();
});
afterEach(() => client.stop());

test('a finding becomes a problem with rule, severity, place, related information and data', async () => {
  const text = 'const system = `CLOCK`;\nawait model(system);\n';
  await client.open(uri, text);
  const [problem, ...more] = await client.pull(uri);
  expect(more).toEqual([]);
  expect(problem).toMatchObject({
    source: 'hitrate',
    code: 'volatile-prefix',
    severity: 2,
    message: 'CLOCK breaks the prefix.',
    range: { start: { line: 0, character: 16 }, end: { line: 0, character: 21 } },
    relatedInformation: [{ location: { uri }, message: 'sent by `model`' }],
    data: { rule: 'volatile-prefix', version: 1 },
  });
  expect(problem?.relatedInformation?.[0]?.location.range.start).toEqual(positionAt(text, text.indexOf('model')));
});

test('after an incremental edit the problems are those of the new text', async () => {
  await client.open(uri, '// 🙂 one\nmodel(CLOCK)\n');
  await client.edit(uri, '🙂 one', '🙂🙂 two\n');
  await client.edit(uri, 'model(', 'model(CLOCK, ');
  const problems = await client.pull(uri);
  expect(problems.map(({ range }) => range.start)).toEqual([
    { line: 2, character: 6 },
    { line: 2, character: 13 },
  ]);
  expect(problems.every(({ data }) => data.version === 3)).toBe(true);
});

test('problems that did not change are not sent twice, but a new version of the document sends them again', async () => {
  await client.open(uri, 'model(CLOCK)\n');
  const ask = (previousResultId?: string) =>
    client.request<{ kind: string; resultId: string }>('textDocument/diagnostic', {
      textDocument: { uri },
      previousResultId,
    });
  const first = await ask();
  expect(first.kind).toBe('full');
  expect(await ask(first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });
  await client.edit(uri, '\n', '\n// a comment below\n');
  expect((await ask(first.resultId)).kind).toBe('full');
});

test('a finding that an open caller causes is shown in the document that must be edited, once', async () => {
  const prompt = documentUri('prompt.ts');
  await client.open(prompt, 'export const prompt = `CLOCK`;\n');
  await client.open(uri, 'use "./prompt.ts"; model(prompt)\n');
  await client.open(documentUri('other.ts'), 'use "./prompt.ts"; model(prompt)\n');
  const problems = await client.pull(prompt);
  expect(problems).toHaveLength(1);
  expect(problems[0]?.relatedInformation?.map(({ location }) => location.uri).sort()).toEqual([
    uri,
    documentUri('other.ts'),
  ]);
  expect(await client.pull(uri)).toEqual([]);
});

test('an unsaved edit of an imported file counts', async () => {
  const prompt = documentUri('prompt.ts');
  await client.open(prompt, 'export const prompt = `calm`;\n');
  await client.open(uri, 'use "./prompt.ts"; model(prompt)\n');
  expect(await client.pull(prompt)).toEqual([]);
  await client.edit(prompt, 'calm', 'CLOCK');
  expect(await client.pull(prompt)).toHaveLength(1);
});

test('nothing is pushed to a client that pulls', async () => {
  await client.open(uri, 'model(CLOCK)\n');
  await client.pull(uri);
  await client.edit(uri, 'CLOCK', 'CLOCK CLOCK');
  expect(await client.pull(uri)).toHaveLength(2);
  expect(client.published).toEqual([]);
});

test('closing a caller asks the client to refresh the rest', async () => {
  await client.open(uri, 'model(CLOCK)\n');
  await client.pull(uri);
  const refreshes = () => client.requests.filter((method) => method === 'workspace/diagnostic/refresh').length;
  const before = refreshes();
  await client.close(uri);
  await eventually(() => (refreshes() > before ? true : undefined));
  expect(await client.pull(uri)).toEqual([]);
});

test('problems of a file that stands open in no editor are published, and taken back when it is opened or nothing imports it', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hitrate-closed-')));
  const at = (name: string) => pathToFileURL(join(folder, name)).toString();
  const latest = () => client.published.findLast(({ uri: each }) => each === at('prompt.ts'));
  const shown = (count: number) => eventually(() => (latest()?.diagnostics.length === count ? latest() : undefined));
  try {
    writeFileSync(join(folder, 'prompt.ts'), 'export const prompt = `CLOCK`;\n');
    await client.open(at('agent.ts'), 'use "./prompt.ts"; model(prompt)\n');
    expect((await shown(1))?.diagnostics[0]).toMatchObject({ code: 'volatile-prefix', data: { version: 0 } });

    await client.open(at('prompt.ts'), 'export const prompt = `CLOCK`;\n');
    await shown(0);
    expect(await client.pull(at('prompt.ts'))).toHaveLength(1);

    await client.close(at('prompt.ts'));
    await shown(1);
    await client.close(at('agent.ts'));
    await shown(0);
    expect(client.published.every(({ uri: each }) => each === at('prompt.ts'))).toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
