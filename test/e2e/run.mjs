// Prepares and runs the end-to-end tests: installs VS Code, packages the extension as users get it, and starts vitest.
//
// Arguments go to vitest (`npm run test:e2e -- editor -t lens`). HITRATE_E2E_VSIX names a package that is built already.
// With `--screenshots` the pictures of the documentation are taken instead.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { setupE2e } from '../../scripts/setup-e2e.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const watchdog = path.join(root, 'test/e2e/harness/watchdog.mjs');
const BUILD_TIMEOUT_MS = 5 * 60_000;
/** A browser that lost its pipe still writes its profile for a moment. */
const BROWSER_CLOSES_MS = 2_000;
const RUN_TIMEOUT_MS = 20 * 60_000;

function packageExtension() {
  const vsix = path.join(root, 'dist', 'hitrate.vsix');
  fs.rmSync(vsix, { force: true }); // a package left from before must never be the one that is tested
  execFileSync('npm', ['run', 'package'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: BUILD_TIMEOUT_MS,
  });
  return vsix;
}

setupE2e();
const vsix = path.resolve(process.env.HITRATE_E2E_VSIX ?? packageExtension());
if (!fs.existsSync(vsix)) throw new Error(`There is no package at ${vsix}.`);
fs.rmSync(path.join(root, '.cache', 'e2e', 'failures'), { recursive: true, force: true });

// One folder for everything temporary, kept short because sockets in it may not exceed 107 bytes.
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'hitrate-'));
const given = process.argv.slice(2);
const screenshots = given.includes('--screenshots') ? { HITRATE_E2E_SCREENSHOTS: '1' } : {};
const vitestArguments = [
  'run',
  '--config',
  'vitest.e2e.config.ts',
  ...given.filter((argument) => argument !== '--screenshots'),
];
const vitest = spawn(
  process.execPath,
  [watchdog, process.execPath, path.join(root, 'node_modules/vitest/vitest.mjs'), ...vitestArguments],
  {
    cwd: root,
    detached: true,
    stdio: ['pipe', 'inherit', 'inherit'], // the watchdog ends with this pipe
    env: { ...process.env, ...screenshots, TMPDIR: temporary, HITRATE_E2E_VSIX: vsix },
  },
);
let stopped = false;
/** The servers' own watchdogs and the browsers' pipes take down what these processes started. */
const stop = () => {
  stopped = true;
  process.kill(-vitest.pid, 'SIGKILL');
};
const limit = setTimeout(() => {
  console.error(`e2e: stopped after ${RUN_TIMEOUT_MS / 60_000} minutes`);
  stop();
}, RUN_TIMEOUT_MS);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stop);
vitest.on('exit', async (code) => {
  clearTimeout(limit);
  if (stopped) await sleep(BROWSER_CLOSES_MS);
  fs.rmSync(temporary, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  process.exit(code ?? 1);
});
