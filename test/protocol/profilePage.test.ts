// What the profiler page asks of the server, on the real engine: what to show, other models, marks that move, fixes.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEngine } from '../../server/src/host/index.ts';
import {
  type ComparedModels,
  compareModelsRequest,
  fixEditsRequest,
  type MarkEditsResult,
  markEditsRequest,
  type PageMark,
  type ProfilePage,
  profilePageRequest,
} from '../../server/src/protocol/index.ts';
import { connect, type TestClient } from './harness/connect.ts';
import { documentUri } from './harness/documentUri.ts';

const agent = `import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
const tools = [{ name: 'search', description: 'Finds orders.', input_schema: { type: 'object' } }];
export async function run(task: string) {
  const messages: Anthropic.MessageParam[] = [{ role: 'user', content: task }];
  for (let tick = 0; tick < 10; tick++) {
    const response = await client.messages.create({
      model: 'claude-sonnet-4-5',
      max_tokens: 1024,
      tools,
      system: [
        { type: 'text', text: \`Now: \${Date.now()}.\`, cache_control: { type: 'ephemeral' } },
        { type: 'text', text: '${'You answer questions about orders, and you never guess. '.repeat(150)}' },
      ],
      messages,
    });
    messages.push({ role: 'assistant', content: response.content });
  }
}
`;
const uri = documentUri('agent.ts');
const offset = agent.indexOf('client.messages');

let client: TestClient;
beforeAll(async () => {
  client = await connect({ createEngine: startEngine });
});
afterAll(() => client.stop());

const page = async (model?: string): Promise<ProfilePage> => {
  const found = await client.request<ProfilePage | null>(profilePageRequest.method, { uri, offset, model });
  if (found === null) throw new Error('no page');
  return found;
};
const place = (marks: readonly PageMark[], version = client.versionOf(uri)): Promise<MarkEditsResult> =>
  client.request(markEditsRequest.method, { uri, offset, version, marks });

test('the page has the prompt in wire order, its marks, its findings and the holes of a run', async () => {
  await client.open(uri, agent);
  const shown = await page();
  expect(shown).toMatchObject({ line: 7, callee: 'client.messages.create', offset });
  expect(shown.blocks.map(({ level, label, state }) => [level, label, state])).toEqual([
    ['tools', 'search', 'stable'],
    ['system', 'system', 'partly'],
    ['system', 'system', 'stable'],
    ['messages', 'user', 'unknown'],
  ]);
  expect(shown.marks).toEqual([{ block: 1, ttl: '5m' }]);
  expect(shown.rules).toMatchObject({ needsMark: true, markLimit: 4, lookbackPositions: 20, ttls: ['5m', '1h'] });
  expect(shown.findings.find(({ rule }) => rule === 'volatile-prefix')).toMatchObject({ block: 1 });
  expect(shown.holes.map(({ label }) => label)).toEqual(['Date.now()', 'task']);
  expect(shown.providers).toEqual(['local', 'anthropic']);
  const clock = shown.blocks[1]?.segments.find(({ state }) => state === 'changing');
  expect(clock).toMatchObject({ changes: 'every call', excerpt: '{Date.now()}', range: { uri } });
});

test('another model is counted and priced as it is; an unknown one says so', async () => {
  const [own, other] = [await page(), await page('gpt-5')];
  expect(other.model?.id).toBe('gpt-5');
  expect(other.rules).toMatchObject({ needsMark: false, takesMarks: false });
  expect(other.blocks.map(({ tokens }) => tokens)).not.toEqual(own.blocks.map(({ tokens }) => tokens));
  expect(other.providers).toEqual(['local', 'openai']);
  expect((await page('gpt-none')).modelProblem).toContain('does not know gpt-none');
});

test('models to compare have plans of their own tokenizers', async () => {
  const compared = await client.request<ComparedModels | null>(compareModelsRequest.method, { uri, offset });
  expect(compared?.models.map(({ id }) => id)).toContain('claude-sonnet-4-5');
  expect(new Set(compared?.models.map(({ provider }) => provider)).size).toBeGreaterThan(2);
  expect(compared?.models.every(({ plan }) => compared.plans[plan] !== undefined)).toBe(true);
});

test('marks are moved by edits of the version that was shown, and of no other', async () => {
  const moved = await place([{ block: 0 }, { block: 2, ttl: '1h' }]);
  expect(moved).toMatchObject({ kind: 'refused', why: expect.stringContaining('must not come after') });
  const result = await place([{ block: 0 }, { block: 2 }]);
  if (result.kind === 'refused') throw new Error(result.why);
  expect(result.documents).toMatchObject([{ uri, version: client.versionOf(uri) }]);
  const added = result.documents[0]?.edits.filter(({ newText }) => newText.includes('cache_control'));
  expect(added).toHaveLength(2);
  expect(await place([], client.versionOf(uri) - 1)).toMatchObject({ kind: 'refused' });
  expect(await place([{ block: 3 }])).toMatchObject({ kind: 'refused', why: expect.stringContaining('literal') });
});

test('a fix is the one of its finding, and asks first where it changes behaviour', async () => {
  const { findings, version } = await page();
  const finding = findings.find(({ fixes }) => fixes.length > 0);
  const [fix] = finding?.fixes ?? [];
  const ask = (fingerprint: string | undefined) =>
    client.request<MarkEditsResult>(fixEditsRequest.method, { uri, offset, version, fingerprint, fix: 0 });
  expect(await ask(finding?.fingerprint)).toEqual({
    kind: 'edits',
    documents: [expect.objectContaining({ uri, version })],
    ...(fix?.isSafe === true ? {} : { confirm: fix?.title }),
  });
  expect(await ask('nothing')).toMatchObject({ kind: 'refused' });
});

test('without a model call there is no page', async () => {
  const empty = documentUri('empty.ts');
  await client.open(empty, 'export {};\n');
  expect(await client.request(profilePageRequest.method, { uri: empty, offset: 0 })).toBeNull();
});
