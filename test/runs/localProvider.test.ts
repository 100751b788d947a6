// The local provider at its edges: who may call it, malformed requests, scripted replies, faults, and its own clock.
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalProvider, PortError, replyScriptSchema } from '../../server/src/runs/index.ts';
import { rules, startTestProvider } from './harness/provider.ts';

let provider: LocalProvider;

beforeAll(async () => {
  provider = await startTestProvider();
});
afterAll(() => provider.close());

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

function send(
  path: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
  to = provider,
  method = 'POST',
): Promise<Answer> {
  return new Promise((done, reject) => {
    const options = {
      method,
      headers: { 'x-api-key': 'k', 'content-type': 'application/json', ...headers },
      agent: false as const,
    };
    const sent = httpRequest(`${to.anthropicUrl}${path}`, options, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => done({ status: response.statusCode ?? 0, body: text, headers: response.headers }));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const model = 'claude-sonnet-4-6';
const hello = { model, max_tokens: 100, messages: [{ role: 'user', content: 'Hello' }] };

describe('who may call', () => {
  test('no page of another site, and no name that was pointed at this machine', async () => {
    expect((await send('/v1/messages', '{}', { origin: 'https://example.com' })).status).toBe(403);
    expect((await send('/v1/messages', '{}', { host: 'example.com' })).status).toBe(403);
    expect((await send('/v1/messages', JSON.stringify(hello), { origin: 'http://localhost:3000' })).status).toBe(200);
  });

  test('a port that is taken is said with a way out', async () => {
    const second = startTestProvider({ port: provider.port });
    await expect(second).rejects.toThrow(PortError);
    await expect(second).rejects.toThrow(/another program has it.*--port/);
  });
});

describe('malformed requests', () => {
  test.each([
    ['no JSON', '{"model": ', 400, 'invalid_request_error', /not valid JSON/],
    ['no object', '[]', 400, 'invalid_request_error', /valid dictionary/],
    ['no model', '{}', 400, 'invalid_request_error', /model: Field required/],
    [
      'no max_tokens',
      JSON.stringify({ model, messages: [] }),
      400,
      'invalid_request_error',
      /max_tokens: Field required/,
    ],
    [
      'a role',
      JSON.stringify({ ...hello, messages: [{ role: 'bot', content: '' }] }),
      400,
      'invalid_request_error',
      /messages\.0\.role/,
    ],
    [
      'a tool',
      JSON.stringify({ ...hello, tools: [{ name: 'a' }] }),
      400,
      'invalid_request_error',
      /tools\.0\.input_schema/,
    ],
    [
      'two tools of a name',
      JSON.stringify({ ...hello, tools: [1, 2].map(() => ({ name: 'a', input_schema: {} })) }),
      400,
      'invalid_request_error',
      /unique/,
    ],
    [
      'a mark',
      JSON.stringify({
        ...hello,
        system: [{ type: 'text', text: 'a', cache_control: { type: 'ephemeral', ttl: '2h' } }],
      }),
      400,
      'invalid_request_error',
      /ttl/,
    ],
    [
      'a marked empty text',
      JSON.stringify({ ...hello, system: [{ type: 'text', text: '', cache_control: { type: 'ephemeral' } }] }),
      400,
      'invalid_request_error',
      /empty text blocks/,
    ],
    ['an unknown model', JSON.stringify({ ...hello, model: 'nobody' }), 404, 'not_found_error', /model: nobody/],
  ])('%s', async (_what, body, status, type, message) => {
    const answer = await send('/v1/messages', body);
    expect(answer.status).toBe(status);
    const parsed = JSON.parse(answer.body);
    expect(parsed).toMatchObject({ type: 'error', error: { type }, request_id: expect.stringMatching(/^req_/) });
    expect(parsed.error.message).toMatch(message);
  });

  test('OpenAI has another shape', async () => {
    const answer = await send('/v1/chat/completions', '{', { authorization: 'Bearer k' });
    expect([answer.status, JSON.parse(answer.body).error]).toMatchObject([
      400,
      { type: 'invalid_request_error', param: null, code: null },
    ]);
    const mark = { type: 'text', text: 'a', prompt_cache_breakpoint: { mode: 'explicit' } };
    const marked = { model: 'gpt-6-astra', messages: [{ role: 'assistant', content: [mark] }] };
    expect((await send('/v1/chat/completions', JSON.stringify(marked))).body).toMatch(/prompt_cache_breakpoint/);
  });

  test('an unknown path says which ones there are; another method is refused; so is a body that is too large', async () => {
    expect((await send('/v1/complete', '{}')).body).toMatch(/\/v1\/messages/);
    expect((await send('/v1/messages', '', {}, provider, 'GET')).status).toBe(405);
    const large = await send('/v1/messages', Buffer.alloc((32 << 20) + 1, 'a')).catch((error: Error) => error.message);
    expect(typeof large === 'string' ? large : [large.status, JSON.parse(large.body).error.type]).toEqual([
      413,
      'request_too_large',
    ]);
  });
});

describe('scripts', () => {
  test('replies answer the turns of a conversation in order, and faults are what they are called', async () => {
    const script = replyScriptSchema.parse({
      replies: [
        { text: 'First.' },
        { tools: [{ name: 'look', input: { a: 1 } }] },
        { fault: 'rate-limit' },
        { fault: 'overloaded' },
        { fault: 'reset' },
      ],
    });
    const scripted = await startTestProvider({ script });
    const turns = (count: number) => ({
      ...hello,
      messages: [
        ...Array.from({ length: count }, () => [
          { role: 'user', content: 'Hello' },
          { role: 'assistant', content: 'Yes?' },
        ]).flat(),
        { role: 'user', content: 'Hello' },
      ],
    });
    const at = (count: number) => send('/v1/messages', JSON.stringify(turns(count)), {}, scripted);
    expect(JSON.parse((await at(0)).body).content).toMatchObject([{ type: 'text', text: 'First.' }]);
    expect(JSON.parse((await at(1)).body)).toMatchObject({
      stop_reason: 'tool_use',
      content: [{ name: 'look', input: { a: 1 } }],
    });
    expect(await at(2)).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
    expect(await at(3)).toMatchObject({ status: 529 });
    await expect(at(4)).rejects.toThrow();
    await scripted.close();
  });

  test('answers of a wanted length', async () => {
    const scripted = await startTestProvider({ script: replyScriptSchema.parse({ outputTokens: 80 }) });
    const { usage } = JSON.parse((await send('/v1/messages', JSON.stringify(hello), {}, scripted)).body);
    expect(Math.abs(usage.output_tokens - 80)).toBeLessThanOrEqual(3);
    await scripted.close();
  });
});

test('a request may bring its time: an hour passes at once', async () => {
  const body = JSON.stringify({
    ...hello,
    system: [{ type: 'text', text: `${rules} clock`, cache_control: { type: 'ephemeral' } }],
  });
  const read = async (seconds: number) => {
    const answer = await send('/v1/messages', body, { 'x-hitrate-time': String(1e12 + seconds * 1000) });
    return [JSON.parse(answer.body).usage.cache_read_input_tokens > 0, answer.headers['x-hitrate-miss'] ?? ''];
  };
  expect(await read(0)).toEqual([false, '']);
  expect(await read(299)).toEqual([true, '']);
  const [isRead, why] = await read(600);
  expect(isRead).toBe(false);
  expect(JSON.parse(String(why))).toMatchObject({ type: 'expired', idleMilliseconds: 301_000 });
});
