// Writes the files of something new, and everything that is generated from them.
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Path from the root → content. Nothing is written when one of the files exists; ends the process. */
export function scaffold(files) {
  const existing = Object.keys(files).filter((path) => existsSync(join(root, path)));
  for (const path of existing) console.error(`${path} exists already`);
  if (existing.length > 0) process.exit(1);
  for (const [path, content] of Object.entries(files)) {
    writeFileSync(join(root, path), content);
    console.log(`wrote ${path}`);
  }
  const { status } = spawnSync(process.execPath, [join(root, 'scripts/generate.mjs')], { stdio: 'inherit' });
  process.exit(status ?? 1);
}
