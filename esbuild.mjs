// Builds everything that is shipped into dist: the bundles of one table, and the files that they read at run time.
//
// `node esbuild.mjs [--outdir <folder>] [--sourcemap] [--watch]`. Any error, a wrong hash and an exceeded budget end it with a failure.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { noticesFile, noticesText, packagesIn } from './scripts/third-party-notices.mjs';

const root = path.dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

// The libraries of the language server are CommonJS and ask for Node's modules by `require`.
const requireBanner =
  "import { createRequire as hitrateCreateRequire } from 'node:module'; const require = hitrateCreateRequire(import.meta.url);";

const buildFile = 'build.json';

/** What is bundled; `editor` is of no use on the command line. `budget` is in bytes, minified: raise it in the commit that needs more, and say why there. */
const bundles = [
  {
    entry: 'client/src/extension.ts',
    output: 'extension.cjs',
    editor: true,
    // Checks what its pages send with zod, as everything that crosses a border is checked.
    budget: 620_000,
    options: { format: 'cjs', external: ['vscode'] },
  },
  {
    entry: 'server/src/lsp/main.ts',
    output: 'server.js',
    budget: 1_600_000,
    options: { format: 'esm', banner: { js: requireBanner } },
  },
  {
    entry: 'server/src/cli/main.ts',
    output: 'cli.js',
    budget: 620_000,
    options: { format: 'esm', banner: { js: `#!/usr/bin/env node\n${requireBanner}` } },
  },
  {
    // What the command line loads when it has to parse.
    entry: 'server/src/cli/analyzer.ts',
    output: 'analyzer.js',
    budget: 1_150_000,
    options: { format: 'esm', banner: { js: requireBanner } },
  },
  {
    // What it loads when it has to open a port.
    entry: 'server/src/cli/networked.ts',
    output: 'networked.js',
    budget: 1_250_000,
    options: { format: 'esm', banner: { js: requireBanner } },
  },
  {
    // The tools of coding agents, on a thread of their own; the engine comes from the analyzer.
    entry: 'server/src/cli/tools/serveTools.ts',
    output: 'tools.js',
    budget: 600_000,
    options: { format: 'esm', banner: { js: requireBanner } },
  },
  {
    // What hands them to agents over the Model Context Protocol.
    entry: 'server/src/mcp/index.ts',
    output: 'mcp.js',
    budget: 700_000,
    options: { format: 'esm', banner: { js: requireBanner } },
  },
  {
    // The profiler page, for the browsers that editors since 1.100 and their web versions run in.
    entry: 'client/webview/main.tsx',
    output: 'page.js',
    editor: true,
    budget: 250_000,
    options: { format: 'esm', platform: 'browser', target: 'chrome114', keepNames: false },
  },
  {
    entry: 'client/webview/page.css',
    output: 'page.css',
    editor: true,
    budget: 40_000,
    options: { platform: 'browser', target: 'chrome114' },
  },
];

/** Files read at run time, copied beside the bundles. Parsers are checked against the hashes that the tests ran with. */
function runtimeFiles() {
  const pinned = JSON.parse(readFileSync(path.join(root, 'server/grammars/grammars.json'), 'utf8'));
  const parsers = [pinned.runtime, pinned.grammars].flatMap(({ package: name, files }) =>
    Object.entries(files).map(([file, sha256]) => ({
      from: path.join(root, 'node_modules', name, file),
      to: path.basename(file),
      sha256,
    })),
  );
  const tokenizer = [
    ['tiktoken/lite/tiktoken_bg.wasm', 'tiktoken_bg.wasm'],
    ['tiktoken/encoders/o200k_base.json', 'o200k_base.json'],
    ['tiktoken/encoders/cl100k_base.json', 'cl100k_base.json'],
  ].map(([module, to]) => ({ from: require.resolve(module), to }));
  return [...parsers, ...tokenizer];
}

/** Everything that the build makes and the program needs. */
export function shippedFiles() {
  return [
    ...bundles.map(({ output, editor = false }) => ({ name: output, editor })),
    ...runtimeFiles().map(({ to }) => ({ name: to, editor: false })),
    { name: buildFile, editor: false },
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function copyRuntimeFiles(outdir) {
  for (const { from, to, sha256 } of runtimeFiles()) {
    if (sha256 !== undefined) {
      const actual = createHash('sha256').update(readFileSync(from)).digest('hex');
      if (actual !== sha256) throw new Error(`${from} has the hash ${actual}, but grammars.json pins ${sha256}.`);
    }
    copyFileSync(from, path.join(outdir, to));
  }
}

/** Results that the command line keeps between runs count only for the build that made them. */
function writeBuildId(outdir) {
  const hash = createHash('sha256');
  for (const name of [...bundles.map(({ output }) => output), ...runtimeFiles().map(({ to }) => to)].sort()) {
    hash.update(name).update(readFileSync(path.join(outdir, name)));
  }
  writeFileSync(path.join(outdir, buildFile), `${JSON.stringify({ id: hash.digest('hex') })}\n`);
}

function checkBudgets(outdir) {
  const over = bundles
    .map(({ output, budget }) => ({ output, budget, size: statSync(path.join(outdir, output)).size }))
    .filter(({ size, budget }) => size > budget)
    .map(({ output, size, budget }) => `${output} has ${size} bytes, its budget is ${budget}.`);
  if (over.length > 0) throw new Error(over.join('\n'));
}

function optionsOf({ entry, output, options }, outdir, sourcemap) {
  return {
    entryPoints: [path.join(root, entry)],
    outfile: path.join(outdir, output),
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node20',
    minify: true,
    // Names stay readable in stack traces, but not in what analyses: each function that is made inside of another pays for its name.
    keepNames: output !== 'analyzer.js' && output !== 'server.js',
    legalComments: 'none',
    sourcemap: sourcemap ? 'linked' : false,
    logLevel: 'warning',
    metafile: true,
    // The ES module of a package first: CommonJS wrappers cannot be shaken.
    mainFields: ['module', 'main'],
    ...options,
  };
}

/** Builds into `outdir`. What an earlier build left is removed first: a failed build must not look like a good one. */
export async function build({ outdir, sourcemap = false }) {
  mkdirSync(outdir, { recursive: true });
  rmSync(path.join(outdir, buildFile), { force: true });
  for (const { output } of bundles) {
    rmSync(path.join(outdir, output), { force: true });
    rmSync(path.join(outdir, `${output}.map`), { force: true });
  }
  const built = await Promise.all(bundles.map((bundle) => esbuild.build(optionsOf(bundle, outdir, sourcemap))));
  copyRuntimeFiles(outdir);
  const outputs = built.flatMap(({ metafile }) => Object.values(metafile.outputs));
  const copied = runtimeFiles().map(({ from }) => path.relative(root, from).replaceAll('\\', '/'));
  writeFileSync(path.join(outdir, noticesFile), noticesText(packagesIn(outputs, copied)));
  writeBuildId(outdir);
  if (!sourcemap) checkBudgets(outdir);
}

async function watch({ outdir }) {
  mkdirSync(outdir, { recursive: true });
  // A bundle that is built anew by the minute has no id that could hold.
  rmSync(path.join(outdir, buildFile), { force: true });
  copyRuntimeFiles(outdir);
  const contexts = await Promise.all(bundles.map((bundle) => esbuild.context(optionsOf(bundle, outdir, true))));
  await Promise.all(contexts.map((context) => context.watch()));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      outdir: { type: 'string', default: path.join(root, 'dist') },
      sourcemap: { type: 'boolean', default: false },
      watch: { type: 'boolean', default: false },
    },
  });
  const outdir = path.resolve(values.outdir);
  await (values.watch ? watch({ outdir }) : build({ outdir, sourcemap: values.sourcemap }));
}
