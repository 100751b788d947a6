// `hitrate record` on the command line: the program runs with its own arguments and output, and the recording can be profiled.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { record } from '../../server/src/cli/record.ts';
import { plainStyle } from '../../server/src/report/index.ts';
import { runCli, temporaryFolder } from './harness/runCli.ts';

/** Calls a provider once with nothing but Node, and says what it saw. */
const program = `
const body = JSON.stringify({ model: 'claude-sonnet-4-6', max_tokens: 20, messages: [{ role: 'user', content: process.argv[2] }] });
const answer = await fetch(process.env.ANTHROPIC_BASE_URL + '/v1/messages', { method: 'POST', headers: { 'x-api-key': 'sk-ant-api03-secretsecretsecret' }, body });
const { content } = await answer.json();
await import('node:fs').then(({ writeFileSync }) => writeFileSync('seen.txt', content[0].text));
process.exit(Number(process.argv[3] ?? 0));
`;

async function recorded(folder: string, ...args: readonly string[]) {
  let [out, err] = ['', ''];
  const terminal = {
    cwd: folder,
    write: (text: string) => {
      out += text;
    },
    warn: (text: string) => {
      err += text;
    },
    style: plainStyle,
  };
  const code = await record(args, terminal, { environment: process.env, until: async () => undefined }).catch(
    (error: Error) => error.message,
  );
  return { code, out, err };
}

test('a program is recorded against the local provider, and its recording is profiled', async () => {
  const folder = temporaryFolder({ 'agent.mjs': program });
  const { code, err } = await recorded(
    folder,
    '--to',
    'local',
    '--out',
    'run.jsonl',
    '--',
    process.execPath,
    'agent.mjs',
    'Hello there',
  );
  expect([code, err]).toEqual([0, 'hitrate: 1 request in run.jsonl. See them with: hitrate profile run.jsonl\n']);
  expect(readFileSync(join(folder, 'seen.txt'), 'utf8')).toBe('You said: Hello there');
  const text = readFileSync(join(folder, 'run.jsonl'), 'utf8');
  expect(text).toContain('Hello there');
  expect(text).not.toContain('secretsecret');
  const { out, code: profiled } = await runCli({ 'run.jsonl': text }, ['profile', 'run.jsonl']);
  expect(profiled).toBe(0);
  expect(out).toMatch(/recording · 1 call in 1 conversation/);
  expect(out).toMatch(/prompt +\d+ tokens: 0 read, 0 written, \d+ fresh/);
});

test('a program that fails ends the command with 1, and its recording stays', async () => {
  const folder = temporaryFolder({ 'agent.mjs': program });
  const { code, err } = await recorded(
    folder,
    '--to',
    'local',
    '--out',
    'run.jsonl',
    '--',
    process.execPath,
    'agent.mjs',
    'Hello',
    '3',
  );
  expect(code).toBe(1);
  expect(err).toMatch(/ended with exit code 3/);
  expect(existsSync(join(folder, 'run.jsonl'))).toBe(true);
});

test('without a command it says the variables and records until it is ended', async () => {
  const folder = temporaryFolder({});
  const { code, out, err } = await recorded(folder, '--out', 'run.jsonl');
  expect(code).toBe(0);
  expect(out).toMatch(
    /ANTHROPIC_BASE_URL=http:\/\/127\.0\.0\.1:\d+\/anthropic\n.*OPENAI_BASE_URL=http:\/\/127\.0\.0\.1:\d+\/openai\/v1\n/,
  );
  expect(err).toMatch(/no request was recorded/);
});

test.each([
  [['--out', 'old.jsonl', '--', 'true'], /old\.jsonl exists: name another file with --out, or pass --replace/],
  [['--out', 'none/run.jsonl', '--', 'true'], /none\/run\.jsonl cannot be written/],
  [['--', 'no-such-command-here'], /There is no command no-such-command-here/],
  [['npm', 'test'], /record takes its command behind two dashes: hitrate record -- npm test/],
  [['--'], /needs a command behind the two dashes/],
  [['--to', 'moon', '--', 'true'], /--to takes live or local/],
])('wrong usage %j is said in one sentence', async (args, message) => {
  const folder = temporaryFolder({ 'old.jsonl': '' });
  expect((await recorded(folder, ...args)).code).toMatch(message);
});

test('options behind the dashes are those of the program', async () => {
  const { code, err } = await runCli({}, [
    'record',
    '--to',
    'local',
    '--',
    process.execPath,
    '-e',
    '0',
    '--',
    '--help',
  ]);
  expect(code).toBe(0);
  expect(err).toMatch(/no request was recorded/);
});

test('a file that is no recording is said to be none', async () => {
  const { code, err } = await runCli({ 'package.json': '{"name": "x"}' }, ['profile', 'package.json']);
  expect([code, err]).toEqual([
    2,
    expect.stringMatching(/package\.json cannot be profiled: it is no recording, and no log of OpenTelemetry/),
  ]);
  expect((await runCli({}, ['profile', 'none.jsonl'])).err).toMatch(/There is no file none\.jsonl/);
});
