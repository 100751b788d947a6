// Fails when a generated file is stale, with the difference, or when a merge left its marks.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it('has fresh registries, pages and tables', () => {
  const script = fileURLToPath(new URL('../../scripts/generate.mjs', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

it('has no leftovers of a merge', () => {
  const { stdout } = spawnSync('git', ['grep', '-nE', '^(<{7}|>{7})( |$)'], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    encoding: 'utf8',
  });
  expect(stdout).toBe('');
});
