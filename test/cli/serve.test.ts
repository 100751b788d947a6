// `hitrate serve` on the command line: what it says, what it answers, and how it ends.
import { expect, test } from 'vitest';
import { serve } from '../../server/src/cli/serve.ts';
import { plainStyle } from '../../server/src/report/index.ts';
import { runCli } from './harness/runCli.ts';

test('says the addresses, answers, logs without keys, and ends cleanly', async () => {
  let [out, log] = ['', ''];
  let end = (): void => undefined;
  const until = new Promise<void>((done) => {
    end = done;
  });
  const terminal = {
    cwd: '/',
    write: (text: string) => {
      out += text;
    },
    warn: (text: string) => {
      log += text;
    },
    style: plainStyle,
  };
  const code = serve(['--tool-rounds', '0'], terminal, until);
  while (!out.includes('ANTHROPIC_BASE_URL=')) await new Promise((done) => setTimeout(done, 5));
  const url = /ANTHROPIC_BASE_URL=(\S+)/.exec(out)?.[1] ?? '';
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const response = await fetch(`${url}/v1/messages`, {
    method: 'POST',
    headers: { 'x-api-key': 'sk-ant-secret' },
    body: JSON.stringify({ model: 'claude-opus-5', max_tokens: 9, messages: [{ role: 'user', content: 'Hello' }] }),
  });
  expect(response.status).toBe(200);
  await response.text();
  end();
  expect(await code).toBe(0);
  expect(log).toBe('200 POST /v1/messages\n');
});

test.each([
  [['--port', '70000'], /--port takes a whole number from 0 to 65535/],
  [['--script', 'none.json'], /none\.json cannot be read/],
  [['--script', 'bad.json'], /bad\.json is no script of replies: replies/],
  [['folder'], /serve takes no paths/],
  [['--loud'], /--loud/],
])('wrong usage %j ends with 2 and one sentence', async (args, message) => {
  const { code, err } = await runCli({ 'bad.json': '{"replies": 3}' }, ['serve', ...args]);
  expect(code).toBe(2);
  expect(err).toMatch(message);
});
