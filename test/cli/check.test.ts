// Which files are checked, which findings are reported, and what `--fix` writes.
import { chmodSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findFiles } from '../../server/src/cli/findFiles.ts';
import { runCli, temporaryFolder } from './harness/runCli.ts';

const agent = 'model(CLOCK)\n';
const reportedFiles = async (files: Readonly<Record<string, string | Uint8Array>>, args: readonly string[] = []) => {
  const { out } = await runCli(files, ['check', '--format', 'json', ...args]);
  const { findings } = JSON.parse(out) as { readonly findings: readonly { readonly file: string }[] };
  return findings.map(({ file }) => file);
};

test('what nobody wrote by hand is left out', async () => {
  const skipped = [
    'node_modules/x/a.ts',
    'dist/a.js',
    'build/a.js',
    '.venv/lib/a.py',
    'myenv/a.py',
    'lib/site-packages/a.py',
    'vendor/a.ts',
    'a.min.js',
    'a.d.ts',
    '.git/a.ts',
    'deep/node_modules/a.ts',
  ];
  const files = Object.fromEntries(skipped.map((name) => [name, agent]));
  expect(await reportedFiles({ ...files, 'myenv/pyvenv.cfg': '', 'src/a.ts': agent })).toEqual(['src/a.ts']);
});

test('ignore files are honoured, nested ones too, and what they take back is checked', async () => {
  const files = {
    '.gitignore': 'generated/\n*.gen.ts\n',
    'a.gen.ts': agent,
    'generated/a.ts': agent,
    'src/.gitignore': 'secret.ts\n!kept.gen.ts\n',
    'src/secret.ts': agent,
    'src/kept.gen.ts': agent,
    'secret.ts': agent,
  };
  expect(await reportedFiles(files)).toEqual(['secret.ts', 'src/kept.gen.ts']);
  expect(await reportedFiles(files, ['src'])).toEqual(['kept.gen.ts']);
});

test('a file that is named is checked whatever the ignore files say', async () => {
  const files = { '.gitignore': 'a.ts\n', 'a.ts': agent, 'b.ts': agent };
  expect(await reportedFiles(files, ['a.ts', 'b.ts'])).toEqual(['a.ts', 'b.ts']);
  expect(await reportedFiles(files)).toEqual(['b.ts']);
});

test('paths in reports are relative to the folder that holds everything named', async () => {
  const files = { 'x/one/a.ts': agent, 'x/two/b.ts': agent, 'y/c.ts': agent };
  expect(await reportedFiles(files, ['x/one', 'x/two'])).toEqual(['one/a.ts', 'two/b.ts']);
  expect(await reportedFiles(files, ['x/one/a.ts'])).toEqual(['a.ts']);
});

test('a file named twice, or by two folders, is reported once', async () => {
  expect(await reportedFiles({ 'src/a.ts': agent }, ['src', '.', 'src/a.ts'])).toEqual(['src/a.ts']);
});

test('a finding that two callers share is reported once, with both of them', async () => {
  const files = {
    'prompt.ts': 'export const prompt = `CLOCK`\n',
    'a.ts': 'use "./prompt.ts"; model(prompt)\n',
    'b.ts': 'use "./prompt.ts"; model(prompt)\n',
  };
  const { out } = await runCli(files, ['check', '--format', 'json']);
  const { findings } = JSON.parse(out);
  expect(findings.map(({ file }: { file: string }) => file)).toEqual(['prompt.ts']);
  expect(findings[0].related.map(({ file }: { file: string }) => file)).toEqual(['a.ts', 'b.ts']);
});

test('a file that imports a relevant one is analysed, and one that does not is not', async () => {
  const files = {
    'llm/client.ts': 'export const ask = () => model(x)\n',
    'caller.ts': "import { ask } from './llm/client';\nask()\n",
    'unrelated.ts': "import { ask } from './other';\n",
    'py/agent.py': 'model(x)\n',
    'py/main.py': 'from .agent import run\n',
    'py/other.py': 'import json\n',
  };
  const { engines } = await runCli(files, ['check']);
  expect(engines.analyzed.map((path) => path.split('/').slice(-2).join('/')).sort()).toEqual(
    expect.arrayContaining(['llm/client.ts', 'py/agent.py', 'py/main.py']),
  );
  expect(engines.analyzed.some((path) => path.endsWith('/caller.ts'))).toBe(true);
  expect(engines.analyzed.some((path) => /unrelated|other/.test(path))).toBe(false);
});

test('hints are reported on request only', async () => {
  const files = { 'a.ts': 'model(WHISPER, NOTE)\n' };
  const rules = async (...args: string[]) => {
    const { out } = await runCli(files, ['check', '--format', 'json', ...args]);
    return JSON.parse(out).findings.map(({ rule }: { rule: string }) => rule);
  };
  expect(await rules()).toEqual(['per-item-call']);
  expect(await rules('--level', 'hint')).toEqual(['unsorted-tools', 'per-item-call']);
  expect(await rules('--level', 'hint', '--rule', 'unsorted-tools')).toEqual(['unsorted-tools']);
});

test('the nearest config file governs', async () => {
  const files = {
    'hitrate.config.json': '{ "rules": { "volatile-prefix": "off" } }',
    'a.ts': agent,
    'inner/hitrate.config.json': '{ "ignore": ["b.ts"] }',
    'inner/a.ts': agent,
    'inner/b.ts': agent,
  };
  expect(await reportedFiles(files)).toEqual(['inner/a.ts']);
  expect(await reportedFiles(files, ['--config', 'hitrate.config.json'])).toEqual([]);
});

test('overrides hold for the files that they name', async () => {
  const config = '{ "overrides": [{ "files": ["scripts/"], "rules": { "volatile-prefix": "off" } }] }';
  const files = { 'hitrate.config.json': config, 'src/a.ts': agent, 'scripts/a.ts': agent };
  expect(await reportedFiles(files)).toEqual(['src/a.ts']);
});

test('a malformed config file stops the check and names every mistake with its line', async () => {
  const config = '{\n  "rules": { "volatile-prefix": "loud" },\n  "tick": 1\n}\n';
  const result = await runCli({ 'hitrate.config.json': config, 'a.ts': agent }, ['check']);
  expect(result).toMatchObject({ code: 2, out: '' });
  expect(result.err).toContain('hitrate.config.json:2:');
  expect(result.err).toContain('hitrate.config.json:3:3: Unknown setting "tick".');
  const broken = await runCli({ 'hitrate.config.json': '{ "rules": \n', 'a.ts': agent }, ['check']);
  expect(broken.code).toBe(2);
  expect(broken.err).toMatch(/hitrate\.config\.json:\d+:\d+: This is not valid JSON/);
});

test('--fix writes the safe fixes, keeps the byte order mark, and reports the rest', async () => {
  const files = { 'a.ts': '\uFEFFmodel(CLOCK, RANDOM)\r\nmodel(CLOCK)\r\n' };
  const result = await runCli(files, ['check', '--fix'], (folder) => {
    expect(readFileSync(join(folder, 'a.ts'), 'utf8')).toBe('\uFEFFmodel(fixed, RANDOM)\r\nmodel(fixed)\r\n');
  });
  expect(result.code).toBe(1);
  expect(result.out).toContain('2 findings fixed');
  expect(result.out).not.toContain('volatile-prefix');
});

test('--fix leaves files alone that were not asked for', async () => {
  const files = { 'prompt.ts': '`CLOCK`\n', 'src/a.ts': 'use "./../prompt.ts"; model(x)\n', 'src/b.ts': agent };
  await runCli(files, ['check', '--fix', 'src'], (folder) => {
    expect(readFileSync(join(folder, 'prompt.ts'), 'utf8')).toBe('`CLOCK`\n');
    expect(readFileSync(join(folder, 'src/b.ts'), 'utf8')).toBe('model(fixed)\n');
  });
});

test('binaries, other encodings and huge files are skipped with a note', async () => {
  const files = {
    'binary.py': new Uint8Array([0x6d, 0x00, 0x01, 0x02]),
    'latin.py': new Uint8Array([0x23, 0xe9, 0x0a]),
    'huge.ts': `${agent}${'x'.repeat(1_000_001)}`,
    'a.ts': agent,
  };
  const result = await runCli(files, ['check']);
  expect(result.code).toBe(1);
  expect(result.err).toContain('binary.py is skipped: a binary file.');
  expect(result.err).toContain('latin.py is skipped: not valid UTF-8.');
  expect(result.err).toContain('huge.ts is skipped: larger than 1 MB.');
});

test('a named file of another language is skipped with a note', async () => {
  const result = await runCli({ 'a.rb': 'x', 'b.ts': 'model(calm)\n' }, ['check', 'a.rb', 'b.ts']);
  expect(result).toMatchObject({ code: 0 });
  expect(result.err).toContain('a.rb is skipped');
});

test('links that lead in circles end', async () => {
  const files = { 'src/a.ts': agent };
  const folder = temporaryFolder(files);
  symlinkSync(folder, join(folder, 'src', 'loop'));
  expect(findFiles(folder, ['.']).files.map(({ path }) => path)).toEqual([`${folder}/src/a.ts`]);
});

// The superuser may read everything.
test.skipIf(process.getuid?.() === 0)(
  'a folder that cannot be read is noted, and a named one is an error',
  async () => {
    const folder = temporaryFolder({ 'locked/a.ts': agent, 'b.ts': agent });
    chmodSync(join(folder, 'locked'), 0);
    const found = findFiles(folder, ['.']);
    expect(found.files.map(({ path }) => path)).toEqual([`${folder}/b.ts`]);
    expect(found.notes[0]).toContain('locked is skipped');
    expect(() => findFiles(folder, ['locked'])).toThrow('locked cannot be read');
  },
);
