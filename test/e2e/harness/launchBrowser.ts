// Finds an installed Chromium, Chrome or Edge and starts it headless, cut off from every host but this machine.
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const CANDIDATES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

/** `HITRATE_E2E_BROWSER` names an executable that stands elsewhere. */
export async function launchBrowser(): Promise<Browser> {
  const named = process.env.HITRATE_E2E_BROWSER;
  const executablePath = named ?? CANDIDATES.find((candidate) => existsSync(candidate));
  if (executablePath === undefined) {
    throw new Error('No Chromium found: install it (`apt-get install chromium`) or set HITRATE_E2E_BROWSER.');
  }
  return chromium.launch({
    executablePath,
    // The test runner's own signal handling must come first, or its report is lost.
    handleSIGTERM: false,
    handleSIGINT: false,
    handleSIGHUP: false,
    timeout: 60_000,
    args: [
      '--no-sandbox', // containers run as root, where Chromium's sandbox refuses to start
      '--disable-gpu',
      '--disable-quic',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}
