// Packages what the build made: the extension as `hitrate.vsix`, the command line as `hitrate.tgz` for npm. Equal inputs give equal bytes.
//
// `node scripts/package.mjs [--program <folder of the bundles>] [--outdir <folder>]`; both are `dist` by default.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { shippedFiles } from '../esbuild.mjs';
import { noticesFile } from './third-party-notices.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Nothing is packaged but what is named here, beside the build. Paths are from the root; folders mean what lies in them. */
const texts = [
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'docs/rules',
  'docs/settings.md',
  'docs/hitrate.config.schema.json',
];
const editorTexts = ['package.json', 'syntaxes', 'media'];

/** Bytes. Raise one in the commit that needs more, and say why there: users on slow lines wait for every byte. */
const budgets = { 'hitrate.vsix': 4_700_000, 'hitrate.tgz': 4_400_000 };

/** Of the manifest, what npm has to know: everything that the program needs is in its bundles. */
const npmKeys = ['name', 'version', 'description', 'keywords', 'license', 'type', 'engines', 'bin'];

/** @param {{ program: string, outdir: string }} folders */
export function packageAll({ program, outdir }) {
  mkdirSync(outdir, { recursive: true });
  const work = mkdtempSync(path.join(tmpdir(), 'hitrate-package-'));
  try {
    const vsix = path.join(outdir, 'hitrate.vsix');
    const tarball = path.join(outdir, 'hitrate.tgz');
    for (const file of [vsix, tarball]) rmSync(file, { force: true });
    packVsix(program, path.join(work, 'vsix'), vsix);
    packNpm(program, path.join(work, 'npm'), tarball);
    return [vsix, tarball];
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function packVsix(program, stage, output) {
  stageFiles(program, stage, [...texts, ...editorTexts], () => true);
  // Without a list of its own vsce warns that everything is taken; here that is right.
  writeFileSync(path.join(stage, '.vscodeignore'), '# Only what is to be packaged lies here.\n');
  const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
  const options = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '-o', output];
  // With a time of its own it sorts the entries, too; a zip has the time of day of the place that it was made in.
  const env = { ...process.env, SOURCE_DATE_EPOCH: String(sourceTime()), TZ: 'UTC' };
  execFileSync(process.execPath, [vsce, 'package', ...options], {
    cwd: stage,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function packNpm(program, stage, output) {
  stageFiles(program, stage, texts, ({ editor }) => !editor);
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const { vscode: _, ...engines } = manifest.engines;
  const own = Object.fromEntries(npmKeys.map((key) => [key, manifest[key]]));
  const files = ['dist', 'docs', 'CHANGELOG.md', noticesFile];
  const target = path.join(stage, 'package.json');
  writeFileSync(target, `${JSON.stringify({ ...own, engines, files }, undefined, 2)}\n`);
  chmodSync(target, 0o644);
  const above = path.join(stage, '..');
  const args = ['pack', '--ignore-scripts', '--silent', '--pack-destination', above];
  execFileSync('npm', args, { cwd: stage, stdio: ['ignore', 'ignore', 'inherit'] });
  const made = readdirSync(above).find((name) => name.endsWith('.tgz'));
  copyFileSync(path.join(above, made), `${output}.part`);
  renameSync(`${output}.part`, output);
}

/** Copies with modes of its own: a zip has those that it finds. */
function stageFiles(program, stage, wanted, accepts) {
  const built = shippedFiles().filter(accepts);
  const copies = [
    ...built.map(({ name }) => [path.join(program, name), `dist/${name}`]),
    [path.join(program, noticesFile), noticesFile],
    ...wanted.flatMap(filesBelow).map((file) => [path.join(root, file), file]),
  ];
  for (const [from, to] of copies) {
    const target = path.join(stage, to);
    mkdirSync(path.dirname(target), { recursive: true });
    copyFileSync(from, target);
    chmodSync(target, to === 'dist/cli.js' ? 0o755 : 0o644);
  }
}

function filesBelow(file) {
  if (!statSync(path.join(root, file)).isDirectory()) return [file];
  return readdirSync(path.join(root, file))
    .sort()
    .flatMap((name) => filesBelow(`${file}/${name}`));
}

/** Seconds since 1970: of the commit, which all who build it share. */
function sourceTime() {
  if (process.env.SOURCE_DATE_EPOCH !== undefined) return process.env.SOURCE_DATE_EPOCH;
  try {
    const args = ['log', '-1', '--format=%ct'];
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    // Outside of a repository; a zip knows no time before 1980.
    return Date.UTC(1980, 1) / 1_000;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dist = path.join(root, 'dist');
  const { values } = parseArgs({
    options: { program: { type: 'string', default: dist }, outdir: { type: 'string', default: dist } },
  });
  for (const file of packageAll({ program: path.resolve(values.program), outdir: path.resolve(values.outdir) })) {
    const name = path.basename(file);
    const { size } = statSync(file);
    if (size > budgets[name]) throw new Error(`${name} has ${size} bytes, its budget is ${budgets[name]}.`);
    console.log(`${name} has ${(size / 1e6).toFixed(2)} MB of ${budgets[name] / 1e6} MB.`);
  }
}
