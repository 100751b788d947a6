// Runs one of the measurements of test/eval on data that is not part of the repository: node scripts/eval.mjs <name> [arguments].
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const [name = '', ...args] = process.argv.slice(2);
const entry = `${root}test/eval/${name}.ts`;
if (!existsSync(entry)) {
  console.error(`There is no measurement ${JSON.stringify(name)} in test/eval.`);
  process.exit(2);
}
const outfile = `${root}.cache/${name}.mjs`;
await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
});
const run = spawnSync(process.execPath, [outfile, ...args], { stdio: 'inherit', cwd: root });
process.exitCode = run.status ?? 1;
