// Exact counts: what is sent to a provider's endpoint, what is said of its answer, and where the key goes.

import { rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { count } from '../../server/src/cli/count.ts';
import { startEngine } from '../../server/src/host/index.ts';
import { plainStyle } from '../../server/src/report/index.ts';
import { temporaryFolder } from './harness/runCli.ts';

const key = 'sk-secret-0815';
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

interface Seen {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

async function provider(status: number, answer: unknown): Promise<{ readonly url: string; readonly seen: Seen[] }> {
  const seen: Seen[] = [];
  const server: Server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      seen.push({ path: request.url ?? '', headers: request.headers, body: JSON.parse(text) });
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

const anthropic = `import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
export const answer = (question: string) => client.messages.create({
  model: 'claude-opus-5', max_tokens: 500,
  system: 'You answer briefly.',
  tools: [{ name: 'look', description: 'Looks.', input_schema: { type: 'object', properties: {} } }],
  messages: [{ role: 'user', content: question }],
});
`;
const openai = `import OpenAI from 'openai';
const client = new OpenAI();
export const answer = () => client.chat.completions.create({
  model: 'gpt-4.1', messages: [{ role: 'system', content: 'You answer briefly.' }, { role: 'user', content: 'Hello' }],
});
`;

async function hitrateCount(source: string, environment: Readonly<Record<string, string>>) {
  const cwd = temporaryFolder({ 'a.ts': source });
  closing.push(() => rmSync(cwd, { recursive: true, force: true }));
  let out = '';
  let err = '';
  const terminal = {
    cwd,
    write: (text: string) => {
      out += text;
    },
    warn: (text: string) => {
      err += text;
    },
    style: plainStyle,
  };
  return { code: await count(['a.ts'], terminal, () => startEngine(), environment), out, err };
}

test('the request goes to Anthropic as it stands in the source, and what is unknown is said', async () => {
  const { url, seen } = await provider(200, { input_tokens: 1234 });
  const { code, out } = await hitrateCount(anthropic, { ANTHROPIC_API_KEY: key, ANTHROPIC_BASE_URL: url });
  expect(code).toBe(0);
  expect(out).toContain('1,234 tokens, counted by claude-opus-5; 1 part known only at run time left out');
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({
    path: '/v1/messages/count_tokens',
    headers: { 'x-api-key': key },
    body: {
      model: 'claude-opus-5',
      system: [{ type: 'text', text: 'You answer briefly.' }],
      tools: [{ name: 'look', description: 'Looks.', input_schema: { type: 'object', properties: {} } }],
      messages: [{ role: 'user', content: '…' }],
    },
  });
});

test('OpenAI has an endpoint of its own, and the estimate is set beside the count', async () => {
  const { url, seen } = await provider(200, { object: 'response.input_tokens', input_tokens: 20 });
  const { code, out } = await hitrateCount(openai, { OPENAI_API_KEY: key, OPENAI_BASE_URL: `${url}/v1` });
  expect(code).toBe(0);
  expect(out).toMatch(/20 tokens, counted by gpt-4\.1\n {2}\d+ by the estimate, [\d.]+% (less|more)/);
  expect(seen[0]).toMatchObject({ path: '/v1/responses/input_tokens', headers: { authorization: `Bearer ${key}` } });
});

test.each([
  [401, { error: { message: 'invalid x-api-key' } }, /refuses the key. It says: invalid x-api-key/],
  [404, { error: { message: 'model: nope' } }, /does not know the model/],
  [429, {}, /too many requests/],
  [500, '<html>', /answered with status 500/],
  [200, { tokens: 3 }, /answered without a count/],
])('status %i is told in words, without the key', async (status, answer, words) => {
  const { url } = await provider(status, answer);
  const { code, err } = await hitrateCount(anthropic, { ANTHROPIC_API_KEY: key, ANTHROPIC_BASE_URL: url });
  expect(code).toBe(2);
  expect(err).toMatch(words);
  expect(err).not.toContain(key);
});

test('without a key, and without anyone who answers', async () => {
  expect((await hitrateCount(anthropic, {})).err).toContain('There is no key: set ANTHROPIC_API_KEY.');
  const nobody = await hitrateCount(anthropic, { ANTHROPIC_API_KEY: key, ANTHROPIC_BASE_URL: 'http://127.0.0.1:9' });
  expect([nobody.code, nobody.err]).toEqual([2, expect.stringContaining('cannot be reached')]);
});

test('a redirection does not carry the key elsewhere', async () => {
  const other = await provider(200, { input_tokens: 1 });
  const first = createServer((_request, response) => {
    response.writeHead(307, { location: `${other.url}/v1/messages/count_tokens` });
    response.end();
  });
  await new Promise<void>((resolve) => first.listen(0, '127.0.0.1', resolve));
  closing.push(() => first.close());
  const url = `http://127.0.0.1:${(first.address() as AddressInfo).port}`;
  const { code } = await hitrateCount(anthropic, { ANTHROPIC_API_KEY: key, ANTHROPIC_BASE_URL: url });
  expect([code, other.seen.length]).toEqual([2, 0]);
});
