// Builds the bundles as they are shipped, for tests that run them in a process of their own.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** Folder of the bundles, below the repository, so that they find its manifest. The caller removes it. */
export function buildProgram(): string {
  const cache = join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'program-'));
  execFileSync(process.execPath, [join(root, 'esbuild.mjs'), '--outdir', folder], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return folder;
}
