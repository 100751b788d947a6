// The recorder between an agent and a provider that does everything wrong: the agent sees it all, and the recording is whole.
import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { createServer, request as httpRequest, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Anthropic from '@anthropic-ai/sdk';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type RecordingLine, recordingLineSchema } from '../../server/src/protocol/index.ts';
import { openRecording, type Recorder, type RecordingWriter, startRecorder } from '../../server/src/runs/index.ts';
import { rules, startTestProvider } from './harness/provider.ts';

let path: string;
let writer: RecordingWriter;
const open: (() => Promise<void> | void)[] = [];

beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'hitrate-record-')), 'run.jsonl');
  writer = openRecording(path);
});
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function recorderFor(url: string, own = writer): Promise<Recorder> {
  const recorder = await startRecorder({
    writer: own,
    upstreams: { anthropic: url, openai: `${url}/v1`, google: url },
  });
  open.push(() => recorder.close());
  return recorder;
}

/** A provider that answers as it is told to. */
async function provider(answer: (response: ServerResponse, body: string) => void): Promise<string> {
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => answer(response, body));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  open.push(
    () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Seen {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body: string;
  readonly error?: string;
}

/** `leaveAfter`: hangs up once so many characters came. */
function call(
  url: string,
  body: string,
  headers: Record<string, string> = {},
  leaveAfter = Number.POSITIVE_INFINITY,
): Promise<Seen> {
  return new Promise((done) => {
    let text = '';
    let head: Pick<Seen, 'status' | 'headers'> = {};
    const sent = httpRequest(
      url,
      { method: 'POST', headers: { 'x-api-key': 'sk-ant-api03-verysecretverysecret', ...headers }, agent: false },
      (response) => {
        head = {
          ...(response.statusCode === undefined ? {} : { status: response.statusCode }),
          headers: response.headers,
        };
        response.on('data', (chunk) => {
          text += chunk;
          if (text.length >= leaveAfter) sent.destroy();
        });
        response.on('end', () => done({ ...head, body: text }));
        response.on('error', (error: NodeJS.ErrnoException) =>
          done({ ...head, body: text, error: error.code ?? error.message }),
        );
      },
    );
    sent.on('error', (error: NodeJS.ErrnoException) =>
      done({ ...head, body: text, error: error.code ?? error.message }),
    );
    sent.end(body);
  });
}

/** Waits until the exchange is over, then reads what was written. */
async function lines(exchanges = 1): Promise<readonly RecordingLine[]> {
  for (let attempt = 0; attempt < 400; attempt++) {
    const all = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => recordingLineSchema.parse(JSON.parse(line)));
    if (all.filter(({ type }) => type === 'end').length >= exchanges) return all;
    await new Promise((done) => setTimeout(done, 5));
  }
  throw new Error('the exchange did not end');
}

const textOf = (all: readonly RecordingLine[]): string =>
  all.map((line) => (line.type === 'chunk' ? (line.text ?? '') : '')).join('');
const endOf = (all: readonly RecordingLine[]) => all.find((line) => line.type === 'end');

test('an agent runs through it as without it, and its bodies are recorded byte for byte, without its key', async () => {
  const local = await startTestProvider();
  open.push(() => local.close());
  const recorder = await recorderFor(local.anthropicUrl);
  const client = new Anthropic({
    apiKey: 'sk-ant-api03-verysecretverysecret',
    baseURL: recorder.variables.ANTHROPIC_BASE_URL ?? '',
  });
  const bodies: string[] = [];
  const usages: number[] = [];
  for (const question of ['one', 'two']) {
    const params = {
      model: 'claude-sonnet-4-6',
      max_tokens: 50,
      system: [{ type: 'text' as const, text: `${rules} größer`, cache_control: { type: 'ephemeral' as const } }],
      messages: [{ role: 'user' as const, content: question }],
    };
    const message = await client.messages.stream(params).finalMessage();
    usages.push(message.usage.cache_read_input_tokens ?? 0);
    bodies.push(JSON.stringify({ ...params, stream: true }));
  }
  expect(usages[1]).toBeGreaterThan(2000);
  const all = await lines(2);
  const requests = all.filter((line) => line.type === 'request');
  expect(requests.map(({ text }) => text)).toEqual(bodies);
  expect(requests[0]).toMatchObject({ provider: 'anthropic', method: 'POST', path: '/v1/messages' });
  expect(textOf(all)).toContain('event: message_stop');
  expect(readFileSync(path, 'utf8')).not.toContain('verysecret');
  expect(statSync(path).mode & 0o077).toBe(0);
});

test('status, headers and body come through unchanged; a compressed body is recorded as text', async () => {
  const body = JSON.stringify({ type: 'message', usage: { input_tokens: 3 } });
  const url = await provider((response) => {
    response.writeHead(200, 'Fine', {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'X-Own': 'a',
      'set-cookie': ['a=1', 'b=2'],
    });
    response.end(gzipSync(body));
  });
  const recorder = await recorderFor(url);
  const through = await call(`${recorder.variables.ANTHROPIC_BASE_URL}/v1/messages?beta=true`, '{"a":1}');
  const direct = await call(`${url}/v1/messages?beta=true`, '{"a":1}');
  expect({ ...through, headers: { ...through.headers, date: '' } }).toEqual({
    ...direct,
    headers: { ...direct.headers, date: '' },
  });
  const all = await lines();
  expect(textOf(all)).toBe(body);
  expect(all.find((line) => line.type === 'request')).toMatchObject({
    path: '/v1/messages?beta=true',
    text: '{"a":1}',
  });
});

describe('what goes wrong', () => {
  test.each([
    [429, 'rate_limit_error'],
    [529, 'overloaded_error'],
  ])('%i is passed on with its body and headers', async (status, type) => {
    const url = await provider((response) => {
      response.writeHead(status, { 'retry-after': '7', 'content-type': 'application/json' });
      response.end(JSON.stringify({ type: 'error', error: { type } }));
    });
    const recorder = await recorderFor(url);
    const seen = await call(`${recorder.variables.ANTHROPIC_BASE_URL}/v1/messages`, '{}');
    expect(seen).toMatchObject({ status, headers: { 'retry-after': '7' }, body: expect.stringContaining(type) });
    expect(await lines()).toMatchObject([
      {},
      {},
      { type: 'head', status, headers: { 'retry-after': '7' } },
      {},
      { how: 'complete' },
    ]);
  });

  test('an agent that is killed in the middle of a stream: the service is left, too, and what came is recorded', async () => {
    let left = false;
    const url = await provider((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const timer = setInterval(() => response.write('data: {"n":1}\n\n'), 2);
      response.on('close', () => {
        left = true;
        clearInterval(timer);
      });
    });
    const recorder = await recorderFor(url);
    await call(`${recorder.variables.ANTHROPIC_BASE_URL}/v1/messages`, '{"stream":true}', {}, 50);
    const all = await lines();
    expect(endOf(all)).toMatchObject({ how: 'agent-left' });
    expect(textOf(all)).toContain('data: {"n":1}');
    for (let attempt = 0; !left && attempt < 200; attempt++) await new Promise((done) => setTimeout(done, 5));
    expect(left).toBe(true);
  });

  test('a provider that hangs: an agent that waits no longer leaves', async () => {
    const url = await provider(() => undefined);
    const recorder = await recorderFor(url);
    const answer = fetch(`${recorder.variables.ANTHROPIC_BASE_URL}/v1/messages`, {
      method: 'POST',
      body: '{"a":1}',
      signal: AbortSignal.timeout(80),
    });
    await expect(answer).rejects.toThrow();
    const all = await lines();
    expect(all.map(({ type }) => type)).toEqual(['recording', 'request', 'end']);
    expect(endOf(all)).toMatchObject({ how: 'agent-left' });
  });

  test('a provider that resets the connection in the middle of a stream: the agent sees a broken one', async () => {
    const url = await provider((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: {"n":1}\n\n');
      setTimeout(() => response.socket?.resetAndDestroy(), 20);
    });
    const recorder = await recorderFor(url);
    const seen = await call(`${recorder.variables.ANTHROPIC_BASE_URL}/v1/messages`, '{}');
    expect(seen.body).toBe('data: {"n":1}\n\n');
    expect(seen.error).toBeDefined();
    expect(endOf(await lines())).toMatchObject({ how: 'provider-broke' });
  });

  test('broken events are passed on as they are', async () => {
    const broken = 'event: message_start\ndata: {"type":"mess\n\nnonsense\n\u00e9';
    const url = await provider((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(broken);
    });
    const recorder = await recorderFor(url);
    expect((await call(`${recorder.variables.ANTHROPIC_BASE_URL}/v1/messages`, '{}')).body).toBe(broken);
    expect(textOf(await lines())).toBe(broken);
  });

  test('no provider at all: the agent sees a connection that broke', async () => {
    const recorder = await recorderFor('http://127.0.0.1:9');
    const seen = await call(`${recorder.variables.ANTHROPIC_BASE_URL}/v1/messages`, '{}');
    expect(seen.error).toBe('ECONNRESET');
    expect(endOf(await lines())).toMatchObject({
      how: 'provider-unreachable',
      why: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('a full disk: the agent goes on, and the lines before are whole', async () => {
    let written = 0;
    const problems: string[] = [];
    const own = openRecording(`${path}.full`, {
      onProblem: (why) => problems.push(why),
      append: (bytes) => {
        written += bytes.length;
        if (written > 2_000) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
        return bytes.length;
      },
    });
    const url = await provider((response, body) => response.end(body));
    const recorder = await recorderFor(url, own);
    const large = 'x'.repeat(5_000);
    for (let at = 0; at < 3; at++) {
      expect((await call(`${recorder.variables.ANTHROPIC_BASE_URL}/v1/messages`, large)).body).toBe(large);
    }
    expect(problems).toHaveLength(1);
    expect(own.problem()).toContain('ENOSPC');
    own.close();
  });

  test('signed calls to Bedrock are said to be unsupported', async () => {
    const recorder = await recorderFor('http://127.0.0.1:9');
    const seen = await call(`${recorder.variables.ANTHROPIC_BASE_URL}/model/x/converse`, '{}', {
      authorization: 'AWS4-HMAC-SHA256 Credential=AKIA',
    });
    expect(seen).toMatchObject({ status: 501, body: expect.stringContaining('Bedrock cannot be recorded') });
  });

  test('a page of another site is refused', async () => {
    const recorder = await recorderFor('http://127.0.0.1:9');
    expect(
      await call(`${recorder.variables.ANTHROPIC_BASE_URL}/v1/messages`, '{}', { origin: 'https://example.com' }),
    ).toMatchObject({ status: 403 });
  });
});

test('keys in bodies are overwritten, and what is left is as long', async () => {
  const url = await provider((response) => response.end('{}'));
  const recorder = await recorderFor(url);
  const body = JSON.stringify({
    messages: [
      { role: 'user', content: 'my key is sk-ant-api03-abcdefghijklmnopqrstuvwx and AKIAABCDEFGHIJKLMNOP, ok?' },
    ],
  });
  await call(`${recorder.variables.ANTHROPIC_BASE_URL}/v1/messages`, body);
  const request = (await lines()).find((line) => line.type === 'request');
  expect(request).toMatchObject({ redacted: 2 });
  const text = request?.type === 'request' ? (request.text ?? '') : '';
  expect(text).toHaveLength(body.length);
  expect(text).not.toMatch(/abcdefghij|ABCDEFGH/);
  expect(text).toContain('sk-ant***');
});

test('a key that is split over two pieces of an answer is overwritten, the agent sees it as it is, and a broken stream keeps its end', async () => {
  const key = 'sk-ant-api03-abcdefghijklmnopqrstuvwx';
  for (const how of ['end', 'break'] as const) {
    const url = await provider((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`data: your key is ${key.slice(0, 9)}`);
      setTimeout(() => response.write(`${key.slice(9)}, ok? And an s`), 30);
      setTimeout(() => (how === 'end' ? response.end() : response.destroy()), 60);
    });
    const recorder = await recorderFor(url);
    const seen = await call(`${recorder.variables.ANTHROPIC_BASE_URL}/v1/messages`, '{}');
    expect(seen.body).toBe(`data: your key is ${key}, ok? And an s`);
    const all = await lines(how === 'end' ? 1 : 2);
    const id = all.filter((line) => line.type === 'end').at(-1)?.id;
    expect(textOf(all.filter((line) => 'id' in line && line.id === id && recorder.requests() === 1))).toContain(
      `data: your key is sk-ant${'*'.repeat(key.length - 6)}, ok? And an s`,
    );
    expect(readFileSync(path, 'utf8')).not.toContain('mnopqrstuvwx');
  }
});

test('two hundred streams at once: nothing is lost, nothing is mixed', async () => {
  const url = await provider((response, body) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    let left = 20;
    const timer = setInterval(() => {
      response.write(`data: ${body} ${left}\n\n`);
      if (--left === 0) {
        clearInterval(timer);
        response.end();
      }
    }, 1);
  });
  const recorder = await recorderFor(url);
  const expected = (name: string) => Array.from({ length: 20 }, (_, at) => `data: ${name} ${20 - at}\n\n`).join('');
  const names = Array.from({ length: 200 }, (_, at) => `agent-${at}`);
  const seen = await Promise.all(
    names.map((name) => call(`${recorder.variables.OPENAI_BASE_URL}/chat/completions`, name)),
  );
  expect(seen.map(({ body }) => body)).toEqual(names.map(expected));
  const all = await lines(200);
  const nameOf = new Map(all.flatMap((line) => (line.type === 'request' ? [[line.id, line.text ?? ''] as const] : [])));
  expect(nameOf.size).toBe(200);
  for (const [id, name] of nameOf) {
    expect(textOf(all.filter((line) => 'id' in line && line.id === id))).toBe(expected(name));
  }
}, 60_000);
