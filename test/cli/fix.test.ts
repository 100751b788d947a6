// What `--fix`, `--fix-unsafe` and `--fix-dry-run` write, leave out and say.
import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { runCli } from './harness/runCli.ts';

const disk = vi.hoisted(() => ({ failAt: '', beforeRead: undefined as undefined | ((path: string) => void) }));
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const failing =
    <Args extends readonly unknown[], Result>(name: string, call: (...args: Args) => Result) =>
    (...args: Args): Result => {
      if (disk.failAt !== '' && `${name} ${String(args.at(name === 'openSync' ? 0 : -1))}`.includes(disk.failAt))
        throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
      return call(...args);
    };
  return {
    ...real,
    openSync: failing('openSync', real.openSync),
    renameSync: failing('renameSync', real.renameSync),
    realpathSync: Object.assign((path: string) => {
      disk.beforeRead?.(path);
      return real.realpathSync(path);
    }, real.realpathSync),
  };
});
afterEach(() => {
  disk.failAt = '';
  disk.beforeRead = undefined;
});

const textOf = (folder: string, name = 'a.ts'): string => readFileSync(join(folder, name), 'utf8');
/** Runs and gives the texts of all files afterwards. */
async function fix(
  files: Readonly<Record<string, string>>,
  args: readonly string[] = ['--fix'],
  prepare?: (folder: string) => void,
) {
  const after: Record<string, string> = {};
  const result = await runCli(
    files,
    ['check', ...args],
    (folder) => {
      for (const name of readdirSync(folder, { recursive: true, withFileTypes: true }))
        if (name.isFile())
          after[join(name.parentPath, name.name).slice(folder.length + 1)] = textOf(name.parentPath, name.name);
    },
    prepare,
  );
  return { ...result, after };
}

describe('--fix', () => {
  test('makes the safe fixes, keeps the byte order mark and the line ends, and reports the rest', async () => {
    const result = await fix({ 'a.ts': '\uFEFFmodel(CLOCK, RANDOM)\r\nmodel(CLOCK)\r\n' });
    expect(result.after).toEqual({ 'a.ts': '\uFEFFmodel(fixed, RANDOM)\r\nmodel(fixed)\r\n' });
    expect(result).toMatchObject({ code: 1, err: '' });
    expect(result.out).toContain('2 findings fixed');
    expect(result.out).not.toContain('volatile-prefix');
  });

  test('goes on until nothing is left to fix, and ends clean then', async () => {
    const result = await fix({ 'a.ts': 'model(CHAIN)\n', 'b.ts': 'model(calm)\n' });
    expect(result).toMatchObject({ code: 0, after: { 'a.ts': 'model(fixed)\n', 'b.ts': 'model(calm)\n' } });
    expect(result.out).toContain('No findings · 2 findings fixed');
  });

  test('ends when fixes undo each other, and says so', async () => {
    const result = await fix({ 'a.ts': 'model(FLIP)\n' });
    expect(result.code).toBe(1);
    expect(result.err).toContain('some fixes undo each other');
  });

  test('only mends what --rule and --diff ask for', async () => {
    const files = { 'a.ts': 'model(CLOCK)\n' };
    expect((await fix(files, ['--fix', '--rule', 'per-item-call'])).after).toEqual(files);
    const git = (folder: string, ...args: readonly string[]) => execFileSync('git', ['-C', folder, ...args]);
    const result = await fix({ 'a.ts': 'model(CLOCK)\n' }, ['--fix', '--diff', 'HEAD', '.'], (folder) => {
      git(folder, 'init', '-q');
      git(folder, 'add', 'a.ts');
      git(folder, '-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-q', '-m', 'a');
      writeFileSync(join(folder, 'b.ts'), 'model(CLOCK)\n');
    });
    expect(result.after).toMatchObject({ 'a.ts': 'model(CLOCK)\n', 'b.ts': 'model(fixed)\n' });
    expect(result.code).toBe(0);
  });
});

test('--fix-unsafe makes the others too', async () => {
  const files = { 'a.ts': 'model(CLOCK, RANDOM)\n' };
  expect(await fix(files, ['--fix-unsafe'])).toMatchObject({ code: 0, after: { 'a.ts': 'model(fixed, fixed)\n' } });
});

describe('--fix-dry-run', () => {
  test('prints a diff that git applies, and writes nothing', async () => {
    const files = {
      'a.ts': '\uFEFF// one\r\nmodel(CHAIN, RANDOM)\r\n// three',
      'src/ä b.ts': 'model(CLOCK)',
      'c.ts': 'model(calm)\n',
    };
    const result = await fix(files, ['--fix-dry-run']);
    expect(result).toMatchObject({ code: 1, after: files });
    expect(result.err).toBe('hitrate: 3 findings would be fixed in 2 files; 1 finding would be left.\n');
    const applied = await fix(files, ['--level', 'error'], (folder) =>
      execFileSync('git', ['apply', '-'], { cwd: folder, input: result.out }),
    );
    expect(applied.after).toEqual((await fix(files)).after);
  });

  test('shows the unsafe ones when asked, and is clean when there is nothing', async () => {
    const result = await fix({ 'a.ts': 'model(RANDOM)\n' }, ['--fix-dry-run', '--fix-unsafe']);
    expect(result.out).toContain('-model(RANDOM)\n+model(fixed)\n');
    expect(result.code).toBe(1);
    expect(await fix({ 'a.ts': 'model(calm)\n' }, ['--fix-dry-run'])).toMatchObject({ code: 0, out: '' });
  });

  test('takes no other format', async () => {
    const result = await fix({ 'a.ts': 'model(CLOCK)\n' }, ['--fix-dry-run', '--format', 'json']);
    expect(result).toMatchObject({ code: 2, out: '' });
  });
});

describe('a fix of several files', () => {
  const files = { 'a.ts': 'use "./b.ts"; model(PAIR)\n', 'b.ts': 'prompt\n', 'c.ts': 'model(CLOCK)\n' };
  const others = { ...files, 'c.ts': 'model(fixed)\n' };

  test('is made in all of them', async () => {
    expect((await fix(files)).after).toMatchObject({
      'a.ts': 'use "./b.ts"; model(fixed)\n',
      'b.ts': '// paired\nprompt\n',
    });
  });

  test('is left out when one of them was not asked for', async () => {
    const result = await fix(files, ['--fix', 'a.ts', 'c.ts']);
    expect(result).toMatchObject({ code: 1, after: others });
    expect(result.err).toBe('hitrate: 1 fix left out: b.ts is not among the files that are checked.\n');
  });

  test('is left out when one of them is read-only', async () => {
    const result = await fix(files, ['--fix'], (folder) => chmodSync(join(folder, 'b.ts'), 0o444));
    expect(result).toMatchObject({ code: 1, after: others });
    expect(result.err).toBe('hitrate: 1 fix left out: b.ts is read-only.\n');
  });

  test('is told of once where many files are in the way for one reason', async () => {
    const many = { ...files, 'd.ts': 'prompt\n', 'e.ts': 'use "./d.ts"; model(PAIR, PAIR)\n' };
    const result = await fix(many, ['--fix', 'a.ts', 'e.ts']);
    expect(result.err).toBe(
      'hitrate: 3 fixes left out because of 2 files; the first: b.ts is not among the files that are checked.\n',
    );
  });

  test('is left out when one of them was changed while it was worked out', async () => {
    const result = await fix(files, ['--fix'], () => {
      // Looked at last before it is written.
      disk.beforeRead = (path) => {
        if (path.endsWith('b.ts')) writeFileSync(path, 'another prompt\n');
      };
    });
    expect(result).toMatchObject({ code: 1, after: { ...others, 'b.ts': 'another prompt\n' } });
    expect(result.err).toContain('1 fix left out: b.ts was changed by another program meanwhile.');
  });

  test.each(['openSync', 'renameSync'])('is not half written when %s fails on one of them', async (call) => {
    disk.failAt = call === 'openSync' ? 'b.ts.' : 'b.ts';
    const result = await fix(files);
    expect(result).toMatchObject({ code: 2, after: files });
    expect(result.err).toContain('nothing is fixed: b.ts cannot be written: ENOSPC');
    expect(result.out).toContain('a.ts:1:');
  });
});

test('the mode of a file and what a link points to stay', async () => {
  await runCli(
    { 'real/a.ts': 'model(CLOCK)\n' },
    ['check', '--fix', 'link.ts'],
    (folder) => {
      expect(lstatSync(join(folder, 'link.ts')).isSymbolicLink()).toBe(true);
      expect(textOf(folder, 'real/a.ts')).toBe('model(fixed)\n');
      expect(statSync(join(folder, 'real/a.ts')).mode & 0o777).toBe(0o750);
    },
    (folder) => {
      chmodSync(join(folder, 'real/a.ts'), 0o750);
      symlinkSync('real/a.ts', join(folder, 'link.ts'));
    },
  );
});
