// Measures speed beside oxlint and biome in one run: npm run bench -- [folder] [--all <folder of repositories>] [--runs <n>] [--only keystroke,busy,check,all,scale,recorder,recording,page] [--megabytes <n>].
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const programs = `${root}.cache/bench`;
// The programs that users run, in a folder of their own so that nothing else is disturbed.
const built = spawnSync(process.execPath, ['esbuild.mjs', '--outdir', programs], { stdio: 'inherit', cwd: root });
if (built.status !== 0) process.exit(1);
const outfile = `${root}.cache/run-bench.mjs`;
await build({
  entryPoints: [`${root}test/bench/runBench.ts`],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
});
const args = [outfile, '--root', root, '--programs', programs, ...process.argv.slice(2)];
const run = spawnSync(process.execPath, args, { stdio: 'inherit' });
process.exitCode = run.status ?? 1;
