// Known findings that stay silent, what makes a check fail, and the standard input in the place of a file.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../server/src/cli/run.ts';
import { plainStyle } from '../../server/src/report/index.ts';
import { createFakeEngines } from '../protocol/harness/fakeEngine.ts';
import { git, gitRepository, hitrateIn, plainFolder, writeIn } from './harness/gitRepository.ts';

/** The command line in this folder, on the engine that reads simple words. */
async function hitrate(folder: string, args: readonly string[], input = '') {
  const engines = createFakeEngines();
  let [out, err] = ['', ''];
  const code = await run(
    args,
    { cwd: folder, write: (text) => (out += text), warn: (text) => (err += text), style: plainStyle },
    {
      basics: engines.basics,
      createEngine: engines.create,
      readInput: () => input,
      startLanguageServer: async () => undefined,
      loadNetworked: () => import('../../server/src/cli/networked.ts'),
    },
  );
  return { code, out, err };
}

const last = (out: string) => out.trim().split('\n').at(-1);

describe('a baseline', () => {
  const old = { 'src/a.ts': 'model(CLOCK)\nmodel(WHISPER)\n', 'src/b.ts': 'model(RANDOM)\n' };

  test('keeps what is known silent, wherever it moves, and shows what is new', async () => {
    const folder = plainFolder(old);
    const written = await hitrate(folder, ['check', '--write-baseline']);
    expect(written).toEqual({ code: 0, out: '', err: 'hitrate: hitrate-baseline.json holds 3 findings of 2 files.\n' });
    writeIn(folder, 'src/a.ts', '\n\n  model(CLOCK)\nmodel(WHISPER)\n');
    const silent = await hitrate(folder, ['check', '--baseline', 'hitrate-baseline.json']);
    expect([silent.code, last(silent.out)]).toEqual([0, 'No findings · 3 model calls in 2 files']);
    expect(silent.err).toBe('hitrate: 2 known findings of hitrate-baseline.json not shown.\n');
    writeIn(folder, 'src/c.ts', 'model(CLOCK)\n');
    const found = await hitrate(folder, ['check', '--baseline', 'hitrate-baseline.json']);
    expect(found.code).toBe(1);
    expect(found.out).toContain('src/c.ts:1:7');
    expect(found.out).not.toContain('src/a.ts');
  });

  test('of equal lines only as many are known as there were', async () => {
    const folder = plainFolder({ 'a.ts': 'model(CLOCK)\n' });
    await hitrate(folder, ['check', '--write-baseline']);
    writeIn(folder, 'a.ts', 'model(CLOCK)\nmodel(CLOCK)\n');
    const { out } = await hitrate(folder, ['check', '--baseline', 'hitrate-baseline.json']);
    expect(last(out)).toMatch(/^1 finding in 1 file/);
  });

  test('says what is mended, and drops it when asked; entries of files that were not checked stay', async () => {
    const folder = plainFolder(old);
    await hitrate(folder, ['check', '--write-baseline']);
    writeIn(folder, 'src/a.ts', 'model(calm)\n');
    const check = (...args: readonly string[]) => hitrate(folder, ['check', ...args]);
    expect((await check('--baseline', 'hitrate-baseline.json')).err).toContain(
      '2 entries of hitrate-baseline.json no longer found; --prune-baseline drops them.',
    );
    expect((await check('src/b.ts', '--prune-baseline')).err).not.toContain('entries');
    expect((await check('--prune-baseline')).err).toContain('2 entries of hitrate-baseline.json dropped.');
    const { findings } = JSON.parse(readFileSync(join(folder, 'hitrate-baseline.json'), 'utf8'));
    expect(findings).toEqual([
      { file: 'src/b.ts', rule: 'user-data-in-system', identity: expect.stringMatching(/^[0-9a-f]{16}$/), count: 1 },
    ]);
    rmSync(join(folder, 'src/b.ts'));
    writeIn(folder, 'src/b.ts', 'model(RANDOM)\n');
    expect((await check('--baseline', 'hitrate-baseline.json')).code).toBe(0);
  });

  test('is the same for a run that shows less, and is taken from a part of the files', async () => {
    const folder = plainFolder(old);
    await hitrate(folder, ['check', '--write-baseline', '--level', 'error', '--rule', 'per-item-call', 'src/a.ts']);
    await hitrate(folder, ['check', '--write-baseline', 'src/b.ts']);
    const { findings } = JSON.parse(readFileSync(join(folder, 'hitrate-baseline.json'), 'utf8'));
    expect(findings.map(({ rule }: { rule: string }) => rule)).toEqual([
      'unsorted-tools',
      'volatile-prefix',
      'user-data-in-system',
    ]);
  });

  test('fixes leave known findings alone', async () => {
    const folder = plainFolder({ 'a.ts': 'model(CLOCK)\n' });
    await hitrate(folder, ['check', '--write-baseline']);
    await hitrate(folder, ['check', '--fix', '--baseline', 'hitrate-baseline.json']);
    expect(readFileSync(join(folder, 'a.ts'), 'utf8')).toBe('model(CLOCK)\n');
  });

  test.each([
    [['--baseline', 'none.json'], 'There is no none.json. Write it with hitrate check --write-baseline.'],
    [['--baseline', 'bad.json'], 'bad.json is no baseline: findings.0.file:'],
    [['--baseline', 'broken.json'], 'broken.json cannot be read: it is no JSON:'],
    [['--write-baseline', '--prune-baseline'], 'give one of the two'],
    [['--write-baseline', '--diff', 'HEAD'], 'leave out --diff'],
    [['--write-baseline', '--baseline', 'folder'], 'folder cannot be'],
  ])('%j is an error of usage', async (args, message) => {
    const folder = plainFolder({
      'a.ts': '\n',
      'bad.json': '{ "version": 1, "findings": [{}] }',
      'broken.json': '{',
    });
    mkdirSync(join(folder, 'folder'));
    const { code, err } = await hitrate(folder, ['check', ...args]);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });
});

test.each([
  [[], 1],
  [['--fail-on', 'error'], 0],
  [['--fail-on', 'warning'], 1],
  [['--max-warnings', '2'], 0],
  [['--max-warnings', '1'], 1],
])('two warnings and an information with %j: exit code %i, and all are shown', async (args, code) => {
  const folder = plainFolder({ 'a.ts': 'model(CLOCK)\nmodel(RANDOM)\nmodel(NOTE)\n' });
  const result = await hitrate(folder, ['check', ...args]);
  expect(result.code).toBe(code);
  expect(last(result.out)).toMatch(/^3 findings/);
});

test('an error fails whatever number of warnings is suffered', async () => {
  const folder = plainFolder({ 'a.ts': 'model(BROKEN)\n' });
  expect((await hitrate(folder, ['check', '--max-warnings', '10'])).code).toBe(1);
});

describe('the standard input', () => {
  test('is checked in the place of a file, which need not exist, and sees the files around it', async () => {
    const folder = plainFolder({ 'src/other.ts': 'model(CLOCK)\n', 'src/a.ts': 'calm\n' });
    const existing = await hitrate(folder, ['check', '--stdin-path', 'src/a.ts'], 'model(RANDOM)\n');
    expect([existing.code, existing.out.split(' ')[0]]).toEqual([1, 'src/a.ts:1:7']);
    const fresh = await hitrate(folder, ['check', '--stdin-path', 'src/new.ts'], '\uFEFFmodel(RANDOM)\n');
    expect(fresh.out.split(' ')[0]).toBe('src/new.ts:1:7');
    const imports = await hitrate(folder, ['check', '--stdin-path', 'src/new.ts'], 'model(1)\nuse "./other.ts"\n');
    expect(imports.out.split(' ')[0]).toBe('src/other.ts:1:7');
  });

  test('its fixes are shown, never written', async () => {
    const folder = plainFolder({ 'a.ts': 'kept\n' });
    const args = ['check', '--stdin-path', 'a.ts'];
    expect((await hitrate(folder, [...args, '--fix'], 'model(CLOCK)\n')).code).toBe(2);
    expect((await hitrate(folder, [...args, '--fix-dry-run'], 'model(CLOCK)\n')).out).toContain('-model(CLOCK)');
    expect(readFileSync(join(folder, 'a.ts'), 'utf8')).toBe('kept\n');
  });

  test('of an unknown language is an error of usage', async () => {
    const { code, err } = await hitrate(plainFolder({}), ['check', '--stdin-path', 'a.rs'], 'x');
    expect([code, err]).toEqual([2, expect.stringContaining('names no file that Hitrate reads')]);
  });
});

test('a finding that an edit three imports away brings about is new, and an old one is not', async () => {
  const agent = (system: string) => `import Anthropic from '@anthropic-ai/sdk';
${system}
const client = new Anthropic();
export const answer = (question: string) =>
  client.messages.create({
    model: 'claude-opus-4-5', max_tokens: 500,
    system: [{ type: 'text', text: rules(), cache_control: { type: 'ephemeral' } }],
    messages: [{ role: 'user', content: question }],
  });
`;
  const long = 'Cite the manual by section and answer in full sentences. '.repeat(200);
  const third = (text: string) => `export const head = () => ${text};\nexport const long = \`${long}\`;\n`;
  const folder = gitRepository({
    'src/old.ts': agent(`const rules = () => \`\${new Date().toISOString()} ${long}\`;`),
    'src/agent.ts': agent("import { rules } from './one.ts';"),
    'src/one.ts': "import { text } from './two.ts';\nexport const rules = () => text();\n",
    'src/two.ts': "import { head, long } from './three.ts';\nexport const text = () => `${head()} ${long}`;\n",
    'src/three.ts': third("'Be brief.'"),
  });
  const before = await hitrateIn(folder, 'check', '--write-baseline');
  expect(before.err).toContain('hitrate-baseline.json holds ');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-qm', 'baseline');
  writeFileSync(join(folder, 'src/three.ts'), third('new Date().toISOString()'));
  for (const args of [
    ['--baseline', 'hitrate-baseline.json'],
    ['--diff', 'HEAD'],
  ]) {
    const { code, out } = await hitrateIn(folder, 'check', '--rule', 'volatile-prefix', ...args);
    expect(code).toBe(1);
    expect(out).toContain('src/three.ts:1:');
    expect(out).not.toContain('src/old.ts');
  }
});
