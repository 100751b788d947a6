// The comment on a pull request, and the script of the GitHub Action, on repositories with two branches.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildProgram } from '../protocol/harness/buildProgram.ts';
import { git, gitRepository, hitrateIn, plainFolder, writeIn } from './harness/gitRepository.ts';

const long = 'Cite the manual by section and answer in full sentences. '.repeat(600);
const agent = (system = 'rules') => `import Anthropic from '@anthropic-ai/sdk';
import { rules } from './prompts.ts';
const client = new Anthropic();
export const answer = (question: string) =>
  client.messages.create({
    model: 'claude-opus-4-5', max_tokens: 500,
    system: [{ type: 'text', text: ${system}, cache_control: { type: 'ephemeral' } }],
    messages: [{ role: 'user', content: question }],
  });
`;
const prompts = (text = long) => `export const rules = \`${text}\`;\n`;
const clock = '`${new Date().toISOString()} ${rules}`';

/** `main`, and a branch with this change that is checked out. */
function pullRequest(changed: Readonly<Record<string, string>>): string {
  const folder = gitRepository({ 'src/agent.ts': agent(), 'src/prompts.ts': prompts() });
  git(folder, 'branch', '-M', 'main');
  git(folder, 'checkout', '-qb', 'change');
  for (const [name, text] of Object.entries(changed)) writeIn(folder, name, text);
  git(folder, 'commit', '-qam', 'change');
  return folder;
}

describe('hitrate review', () => {
  test('says what is new, what it costs and which cache is lost', async () => {
    const folder = pullRequest({ 'src/agent.ts': agent(clock), 'src/prompts.ts': prompts(`${long}!`) });
    const { code, out } = await hitrateIn(folder, 'review', '--diff', 'main');
    expect(code).toBe(1);
    expect(out).toMatch(/^## New findings\n\n\| Severity .*\n\| --- .*\n\| warning \| src\/agent\.ts:7 \|/);
    expect(out).toContain('**volatile-prefix** `new Date().toISOString()`');
    expect(out).toContain('## Cost of the model calls, against main');
    expect(out).toMatch(/A day costs \$[\d.]+ more\./);
    expect(out).toContain('## Warm caches, against main');
  });

  test('of a change that is about something else says that nothing changes', async () => {
    const folder = pullRequest({ 'src/agent.ts': `${agent()}\nexport const unrelated = 1;\n` });
    const { code, out } = await hitrateIn(folder, 'review', '--diff', 'main');
    expect(code).toBe(0);
    expect(out).toContain('## New findings\n\nNone.\n');
    expect(out).toContain('No model call changes its tokens or its price.');
    expect(out).toContain('**Cached prefixes against main: 1 as before.**');
  });

  test('needs a commit', async () => {
    expect(await hitrateIn(plainFolder({ 'a.ts': '' }), 'review')).toMatchObject({
      code: 2,
      err: 'hitrate: review compares with a commit: hitrate review --diff <commit>.\n',
    });
  });
});

describe.skipIf(process.platform === 'win32')('the script of the action', () => {
  let program: string;
  beforeAll(() => {
    program = buildProgram();
  }, 120_000);
  afterAll(() => rmSync(program, { recursive: true, force: true }));

  /** Stands for GitHub's own command: keeps one list of comments in a file and writes down how it was called. */
  const fakeGitHub = `#!/usr/bin/env node
const fs = require('node:fs');
const args = process.argv.slice(2);
const file = process.env.FAKE_COMMENTS;
if (process.env.FAKE_REFUSES) { console.error('HTTP 403'); process.exit(1); }
const comments = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : [{ id: 7, body: 'by a person' }];
const method = args[args.indexOf('--method') + 1];
const body = () => fs.readFileSync(args.find((arg) => arg.startsWith('body=@')).slice(6), 'utf8');
if (!args.includes('--method')) console.log(comments.find((one) => one.body.startsWith('<!-- hitrate -->'))?.id ?? '');
else if (method === 'POST') comments.push({ id: 100 + comments.length, body: body() });
else comments.find((one) => args.some((arg) => arg.endsWith('/comments/' + one.id))).body = body();
fs.writeFileSync(file, JSON.stringify(comments));
`;

  function act(folder: string, given: Readonly<Record<string, string>> = {}) {
    const tools = plainFolder({ gh: fakeGitHub });
    chmodSync(join(tools, 'gh'), 0o755);
    const summary = join(tools, 'summary.md');
    const comments = given.FAKE_COMMENTS ?? join(tools, 'comments.json');
    const { status, stdout, stderr } = spawnSync(
      'bash',
      [join(import.meta.dirname, '../../scripts/review-pull-request.sh')],
      {
        cwd: folder,
        encoding: 'utf8',
        env: {
          PATH: `${tools}${delimiter}${process.env.PATH}`,
          HOME: tools,
          HITRATE_PROGRAM: join(program, 'cli.js'),
          HITRATE_BASE: 'main',
          GITHUB_REPOSITORY: 'acme/agents',
          GITHUB_REF: 'refs/pull/12/merge',
          GITHUB_STEP_SUMMARY: summary,
          FAKE_COMMENTS: comments,
          ...given,
        },
      },
    );
    return {
      status,
      out: stdout,
      err: stderr,
      summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '',
      comments: existsSync(comments) ? JSON.parse(readFileSync(comments, 'utf8')) : [],
      commentsFile: comments,
    };
  }

  test('annotates new findings, keeps one comment, and fails', () => {
    const folder = pullRequest({ 'src/agent.ts': agent(clock) });
    const first = act(folder);
    expect(first.err).toBe('');
    expect(first.status).toBe(1);
    expect(first.out).toMatch(
      /^::warning file=src\/agent\.ts,line=7,col=\d+,endColumn=\d+,title=Hitrate%3A volatile-prefix::/,
    );
    expect(first.summary).toContain('## New findings');
    expect(first.comments).toHaveLength(2);
    expect(first.comments[1].body).toBe(first.summary);
    // The next push mends it.
    writeFileSync(join(folder, 'src/agent.ts'), agent());
    const second = act(folder, { FAKE_COMMENTS: first.commentsFile });
    expect(second.status).toBe(0);
    expect(second.comments).toHaveLength(2);
    expect(second.comments[0].body).toBe('by a person');
    expect(second.comments[1].body).toContain('## New findings\n\nNone.');
  });

  test('reports without failing, and without a comment, when asked', () => {
    const folder = pullRequest({ 'src/agent.ts': agent(clock) });
    const { status, comments, summary } = act(folder, { HITRATE_FAIL_ON: 'never', HITRATE_COMMENT: 'false' });
    expect([status, comments]).toEqual([0, []]);
    expect(summary).toContain('volatile-prefix');
  });

  test('a token that may not write comments is a notice, and the check says what it says', () => {
    const folder = pullRequest({ 'src/agent.ts': agent(clock) });
    const { status, out } = act(folder, { FAKE_REFUSES: '1' });
    expect(status).toBe(1);
    expect(out).toContain('::notice title=Hitrate::The comment could not be written');
  });

  test('a base that does not exist is an error that says what to do', () => {
    const folder = pullRequest({ 'src/agent.ts': agent(clock) });
    const { status, out } = act(folder, { HITRATE_BASE: 'origin/nowhere' });
    expect(status).toBe(2);
    expect(out).toContain('::error title=Hitrate::There is no origin/nowhere.');
    expect(act(folder, { HITRATE_BASE: '' }).out).toContain('There is nothing to compare with');
  });
});
