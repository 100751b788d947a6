// Runs a measurement of test/ on data that is not part of the repository: node scripts/measure.mjs <path below test, without .ts> [arguments].
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const [name = '', ...args] = process.argv.slice(2);
const entry = `${root}test/${name}.ts`;
if (!existsSync(entry)) {
  console.error(`There is no measurement ${JSON.stringify(name)} in test/.`);
  process.exit(2);
}
const outfile = `${root}.cache/${name.replaceAll('/', '-')}.mjs`;
await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  // Its package has no exports map, and Node asks for the file.
  alias: { 'picomatch/posix': 'picomatch/posix.js' },
  logLevel: 'warning',
});
const run = spawnSync(process.execPath, [outfile, ...args], { stdio: 'inherit', cwd: root });
process.exitCode = run.status ?? 1;
