// The prefix lock: which change of the sources loses a warm cache, and what writing it again costs.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git, gitRepository, hitrateIn, writeIn } from './harness/gitRepository.ts';

const rules = 'Answer in full sentences and cite the manual by section. '.repeat(500);
const more = 'Never guess a part number. '.repeat(300);
const prompts = (first = rules, second = more) =>
  `export const rules = \`${first}\`;\nexport const more = \`${second}\`;\n`;
const agent = (tools = '{ name: "search", description: "Search", input_schema: { type: "object" } }') =>
  `import Anthropic from '@anthropic-ai/sdk';
import { more, rules } from './again.ts';
const client = new Anthropic();
const tools = [${tools}];
export async function answer(question: string) {
  return client.messages.create({
    model: 'claude-sonnet-4-5', max_tokens: 500, tools,
    system: [
      { type: 'text', text: rules, cache_control: { type: 'ephemeral' } },
      { type: 'text', text: more, cache_control: { type: 'ephemeral' } },
    ],
    messages: [{ role: 'user', content: question }],
  });
}
`;
const sources = () => ({
  'src/agent.ts': agent(),
  'src/again.ts': "export * from './prompts.ts';\n",
  'src/prompts.ts': prompts(),
});

async function locked(files: Readonly<Record<string, string>> = sources()): Promise<string> {
  const folder = gitRepository(files);
  const { code, err } = await hitrateIn(folder, 'lock');
  expect(code).toBe(0);
  expect(err).toBe('hitrate: hitrate.lock.json holds 1 cached prefix.\n');
  return folder;
}

const check = (folder: string, ...args: readonly string[]) => hitrateIn(folder, 'lock', '--check', ...args);
const changeOf = async (folder: string) => JSON.parse((await check(folder, '--format', 'json')).out).changed[0];

describe('hitrate lock', () => {
  test('says nothing while the prefix is the same, wherever its code stands', async () => {
    const folder = await locked();
    expect(await check(folder)).toMatchObject({
      code: 0,
      out: 'Cached prefixes against hitrate.lock.json: 1 as before.\n',
    });
    writeIn(folder, 'src/agent.ts', `// A comment above.\n\n${agent().replaceAll('question', 'asked')}`);
    expect((await check(folder)).code).toBe(0);
  });

  test('catches one character of an imported prompt, names its line and prices it', async () => {
    const folder = await locked();
    writeIn(folder, 'src/prompts.ts', prompts(rules, more.replace('guess', 'Guess')));
    const { code, out } = await check(folder);
    expect(code).toBe(1);
    expect(out).toContain('src/agent.ts:6  answer() → client.messages.create');
    expect(out).toContain('System 2 has changed.  src/prompts.ts:2');
    const change = await changeOf(folder);
    // What stands before it has a breakpoint of its own.
    const [tool, first, second] = JSON.parse(readFileSync(join(folder, 'hitrate.lock.json'), 'utf8')).calls[0].prefix;
    expect(change.keptTokens).toBe(tool.tokens + first.tokens);
    expect(Math.abs(change.rewrittenTokens - second.tokens)).toBeLessThan(10);
    // Sonnet 4.5: $3.75 a million written, $0.30 read.
    expect(change.writeDollars).toBeCloseTo((change.rewrittenTokens * 3.75) / 1e6, 9);
    expect(change.readDollars).toBeCloseTo((change.rewrittenTokens * 0.3) / 1e6, 9);
  });

  test('a change before every breakpoint loses the whole cache', async () => {
    const folder = await locked();
    writeIn(folder, 'src/prompts.ts', prompts(rules.replace('cite', 'Cite')));
    const change = await changeOf(folder);
    expect(change).toMatchObject({ what: 'system has changed', keptTokens: 0, place: 'src/prompts.ts:1' });
    expect(change.rewrittenTokens).toBe(change.tokens);
  });

  test('tells a new tool, tools in another order, and another model apart', async () => {
    const folder = await locked();
    const find = '{ name: "find", description: "Find", input_schema: { type: "object" } }';
    const search = '{ name: "search", description: "Search", input_schema: { type: "object" } }';
    writeIn(folder, 'src/agent.ts', agent(`${find}, ${search}`));
    expect((await changeOf(folder)).what).toBe('tool find is new in the prefix');
    await hitrateIn(folder, 'lock');
    writeIn(folder, 'src/agent.ts', agent(`${search}, ${find}`));
    expect((await changeOf(folder)).what).toBe('tool search stands where tool find stood');
    writeIn(folder, 'src/agent.ts', agent(find));
    expect((await changeOf(folder)).what).toBe('tool search is no longer in the prefix');
    await hitrateIn(folder, 'lock');
    writeIn(folder, 'src/agent.ts', agent(find).replace('claude-sonnet-4-5', 'claude-opus-4-5'));
    expect((await changeOf(folder)).what).toBe('the model is claude-opus-4-5 and was claude-sonnet-4-5');
  });

  test('new and lost calls make a lock out of date, and it can be brought up to date', async () => {
    const folder = await locked();
    writeIn(folder, 'src/second.ts', agent());
    expect((await check(folder)).out).toContain('is not in hitrate.lock.json.');
    expect((await check(folder)).code).toBe(1);
    await hitrateIn(folder, 'lock');
    expect((await check(folder)).code).toBe(0);
    renameSync(join(folder, 'src/second.ts'), join(folder, 'src/second.txt'));
    expect((await check(folder)).out).toContain('Gone, or nothing of it is cached any more.');
  });

  test('without a lock: against a commit, through a renamed file, as a table', async () => {
    const folder = gitRepository(sources());
    git(folder, 'mv', 'src/agent.ts', 'src/answer.ts');
    expect(await hitrateIn(folder, 'lock', '--diff', 'HEAD')).toMatchObject({
      code: 0,
      out: 'Cached prefixes against HEAD: 1 as before.\n',
    });
    writeIn(folder, 'src/prompts.ts', prompts(rules, `${more}!`));
    const { code, out } = await hitrateIn(folder, 'lock', '--diff', 'HEAD', '--format', 'markdown');
    expect(code).toBe(1);
    expect(out).toContain('| src/answer.ts:6 client.messages.create | System 2 has changed. (src/prompts.ts:2) |');
  });

  test('a lock that is absent, or none, is an error that says so', async () => {
    const folder = gitRepository(sources());
    expect(await check(folder)).toMatchObject({
      code: 2,
      err: 'hitrate: There is no hitrate.lock.json. Write it with hitrate lock.\n',
    });
    writeFileSync(join(folder, 'hitrate.lock.json'), '{ "version": 1, "calls": [{}] }');
    expect((await check(folder)).err).toContain('hitrate.lock.json is no prefix lock: calls.0.file:');
    writeFileSync(join(folder, 'hitrate.lock.json'), '{');
    expect((await check(folder)).err).toContain('hitrate.lock.json cannot be read: it is no JSON: ');
    expect((await hitrateIn(folder, 'lock', '--diff', 'HEAD', '--check')).code).toBe(2);
  });
});
