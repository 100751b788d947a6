// The cost report, and what changes of it against another commit, in real repositories with the real engine.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git, gitRepository, hitrateIn, plainFolder, writeIn } from './harness/gitRepository.ts';

const agent = (system: string, model = 'claude-opus-5', name = 'answer') => `import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
export async function ${name}(question: string) {
  return client.messages.create({
    model: '${model}', max_tokens: 500,
    system: '${system}',
    messages: [{ role: 'user', content: question }],
  });
}
`;
const short = 'You answer briefly.';
const long = 'You answer questions about bicycles. '.repeat(40);

describe('hitrate cost', () => {
  test('lists every call, the dearest day first, with the sum', async () => {
    const folder = gitRepository({ 'a.ts': agent(short), 'b.ts': agent(long), 'c.ts': agent(short, 'claude-next-9') });
    const { code, out } = await hitrateIn(folder, 'cost');
    expect(code).toBe(0);
    const [head = '', ...lines] = out.split('\n');
    expect(head.split(/ {2,}/)).toEqual([
      'model call',
      'pattern',
      'model',
      'tokens',
      'cold',
      'warm',
      'hit',
      'run',
      'day',
    ]);
    expect(lines.slice(0, 3).map((line) => line.slice(0, 4))).toEqual(['b.ts', 'a.ts', 'c.ts']);
    expect(lines[2]).toContain('no price');
    expect(lines[3]).toMatch(/^3 calls .*\$\d/);
    expect(out).toContain('1 call has no known price and is not in the sum.');
  });

  test('has the same figures for programs', async () => {
    const folder = gitRepository({ 'a.ts': agent(short) });
    const { calls } = JSON.parse((await hitrateIn(folder, 'cost', '--format', 'json')).out);
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({ file: 'a.ts', line: 4, model: 'claude-opus-5', run: { ticks: 10 } });
    expect(calls[0].day.cost).toBeCloseTo(calls[0].run.cost * 100, 9);
  });

  test('texts that are not saved go before those on disk', async () => {
    const folder = gitRepository({ 'a.ts': agent(short) });
    writeFileSync(join(folder, 'unsaved.json'), JSON.stringify({ [join(folder, 'a.ts')]: agent(long, 'gpt-5') }));
    const { out } = await hitrateIn(folder, 'cost', '--unsaved', 'unsaved.json');
    expect(out).toMatch(/a\.ts:4 .*gpt-5/);
  });

  test('settings of an editor count, and a malformed one is told', async () => {
    const folder = gitRepository({ 'a.ts': agent(short) });
    const settings = JSON.stringify({ scenario: { ticks: 3 } });
    expect((await hitrateIn(folder, 'cost', '--settings', settings)).out).toContain('/ 3');
    const bad = await hitrateIn(folder, 'cost', '--settings', JSON.stringify({ scenario: { ticks: 0 } }));
    expect([bad.code, bad.err]).toEqual([2, expect.stringContaining('hitrate.scenario.ticks')]);
    expect((await hitrateIn(folder, 'cost', '--settings', '{')).code).toBe(2);
  });
});

describe('hitrate cost --diff', () => {
  test('is a table for a pull request: changed, new and gone calls', async () => {
    const folder = gitRepository({
      'a.ts': agent(short),
      'b.ts': agent(long),
      'same.ts': agent(short, 'claude-haiku-4-5'),
    });
    writeIn(folder, 'a.ts', `// a line more\n${agent(long)}`);
    writeIn(folder, 'new.ts', agent(short, 'claude-haiku-4-5'));
    rmSync(join(folder, 'b.ts'));
    const { code, out } = await hitrateIn(folder, 'cost', '--diff', 'HEAD', '--format', 'markdown');
    expect(code).toBe(0);
    expect(out).toContain('## Cost of the model calls, against HEAD');
    const rows = out.split('\n').filter((line) => line.startsWith('| ') && line.includes('.ts:'));
    expect(rows).toHaveLength(3);
    expect(rows.find((row) => row.startsWith('| a.ts:5 '))).toMatch(
      /≈\d+ → ≈\d+ .*\$[\d.]+ → \$[\d.]+ .*\+\$[\d.]+ \(\+[\d.]+%\) \|$/,
    );
    expect(rows.find((row) => row.startsWith('| b.ts:4 '))).toMatch(/\(gone\).*-\$/);
    expect(rows.find((row) => row.startsWith('| new.ts:4 '))).toMatch(/\(new\).*\+\$/);
    expect(out).toContain('1 model call is unchanged.');
    expect(out).toMatch(/\*\*A day costs \$[\d.]+ (less|more)\.\*\*/);
  });

  test('follows a change in an imported prompt, and a file with another name', async () => {
    const caller = `import Anthropic from '@anthropic-ai/sdk';
import { system } from './prompt.js';
const client = new Anthropic();
export const answer = (question: string) =>
  client.messages.create({ model: 'claude-opus-5', max_tokens: 500, system, messages: [{ role: 'user', content: question }] });
`;
    const folder = gitRepository({ 'src/agent.ts': caller, 'src/prompt.ts': `export const system = '${short}';\n` });
    git(folder, 'mv', 'src/agent.ts', 'src/renamed.ts');
    writeIn(folder, 'src/prompt.ts', `export const system = '${long}';\n`);
    const { out } = await hitrateIn(folder, 'cost', '--diff', 'HEAD', '--format', 'json');
    const { calls } = JSON.parse(out);
    expect(calls).toHaveLength(1);
    expect([calls[0].before.file, calls[0].after.file]).toEqual(['src/agent.ts', 'src/renamed.ts']);
    expect(calls[0].after.tokens.tokens).toBeGreaterThan(calls[0].before.tokens.tokens + 200);
    expect(calls[0].dayChange).toBeGreaterThan(0);
  });

  test('says that nothing changes', async () => {
    const folder = gitRepository({ 'a.ts': agent(short) });
    const { out } = await hitrateIn(folder, 'cost', '--diff', 'HEAD');
    expect(out).toBe('No model call changes its tokens or its price against HEAD.\n');
  });

  test.each(['nowhere', '--output=x', 'HEAD~5'])('a base that is no commit is wrong usage: %s', async (base) => {
    const folder = gitRepository({ 'a.ts': agent(short) });
    const { code, err } = await hitrateIn(folder, 'cost', `--diff=${base}`);
    expect([code, err]).toEqual([2, expect.stringMatching(/no commit/)]);
  });

  test('so is a folder outside of any repository', async () => {
    const folder = plainFolder({ 'a.ts': agent(short) });
    const { code, err } = await hitrateIn(folder, 'cost', '--diff', 'HEAD');
    expect([code, err]).toEqual([2, 'hitrate: <folder> lies in no git repository.\n']);
  });

  test('runs nothing that the repository configures', async () => {
    const folder = gitRepository({ 'a.ts': agent(short) });
    const trap = join(folder, 'trap.sh');
    writeIn(folder, 'trap.sh', `#!/bin/sh\ntouch ${join(folder, 'sprung')}\n`);
    execFileSync('chmod', ['+x', trap]);
    for (const key of ['core.fsmonitor', 'diff.external', 'diff.x.textconv', 'core.pager'])
      git(folder, 'config', key, trap);
    writeIn(folder, '.gitattributes', '*.ts diff=x\n');
    writeIn(folder, 'a.ts', agent(long));
    const { code, out } = await hitrateIn(folder, 'cost', '--diff', 'HEAD');
    expect([code, out.includes('sprung')]).toEqual([0, false]);
    expect(() => execFileSync('ls', [join(folder, 'sprung')], { stdio: 'ignore' })).toThrow();
  });
});

describe('hitrate check --diff', () => {
  const clock = agent(`It is ' + new Date().toISOString() + '. ${long}`);
  test('reports only what the commit did not have, though lines have moved', async () => {
    const folder = gitRepository({ 'old.ts': clock, 'fine.ts': agent(short) });
    const all = await hitrateIn(folder, 'check', '--no-cache', '--format', 'json');
    expect(JSON.parse(all.out).findings.length).toBeGreaterThan(0);
    writeIn(folder, 'old.ts', `// moved\n// down\n${clock}`);
    const moved = await hitrateIn(folder, 'check', '--no-cache', '--diff', 'HEAD');
    expect(moved.code).toBe(0);
    writeIn(folder, 'fine.ts', clock);
    const more = await hitrateIn(folder, 'check', '--no-cache', '--diff', 'HEAD', '--format', 'json');
    expect(more.code).toBe(1);
    expect(new Set(JSON.parse(more.out).findings.map(({ file }: { file: string }) => file))).toEqual(
      new Set(['fine.ts']),
    );
  });

  test('a base that is no commit is wrong usage', async () => {
    const folder = gitRepository({ 'a.ts': agent(short) });
    expect((await hitrateIn(folder, 'check', '--no-cache', '--diff', 'nowhere')).code).toBe(2);
  });
});
