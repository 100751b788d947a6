// Opens a copy of a workspace in a real VS Code with the extension loaded, and takes all of it down again.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { type Installation, installation } from './installation.ts';
import { launchBrowser } from './launchBrowser.ts';
import { prepareRunFolder } from './prepareRunFolder.ts';
import type { Settings } from './quietSettings.ts';
import { startServer } from './startServer.ts';
import { DEFAULT_WAIT_MS } from './waitFor.ts';

/** A packaged extension is installed as users install it; a folder is linked, which is quicker while developing. */
export type ExtensionSource =
  | { readonly kind: 'vsix'; readonly path: string }
  | { readonly kind: 'folder'; readonly path: string };

export interface LaunchOptions {
  /** The folder to copy and open. */
  readonly workspace: string;
  readonly extension: ExtensionSource;
  /** Folders of extensions that help a test, beside the one that is tested. */
  readonly helpers?: readonly string[];
  /** Laid over `quietSettings`. */
  readonly settings?: Settings;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Device pixels per CSS pixel, for pictures; 1 unless told. */
  readonly scale?: number;
}

export interface VsCode {
  readonly page: Page;
  /** The copy that stands open. */
  readonly workspace: string;
  readonly settingsFile: string;
  readonly extensionsFolder: string;
  /** Hosts beyond this machine that the page asked for (and was refused). */
  foreignHosts(): readonly string[];
  /** What the server printed and what the page, extension host included, logged as an error. */
  log(): string;
  dispose(): Promise<void>;
}

const run = promisify(execFile);
const INSTALL_TIMEOUT_MS = 60_000;
const WORKBENCH_TIMEOUT_MS = 60_000;

export async function launch(options: LaunchOptions): Promise<VsCode> {
  const installed = installation();
  const cleanups: (() => Promise<unknown>)[] = [];
  const dispose = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, 'VS Code could not be taken down completely');
  };
  try {
    const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'hitrate-vscode-')));
    cleanups.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
    const { data, environment, settingsFile, workspace } = await prepareRunFolder(folder, options);
    // Folders are only looked for until something is installed.
    for (const helper of options.helpers ?? [])
      await addExtension({ kind: 'folder', path: helper }, installed, data, environment);
    await addExtension(options.extension, installed, data, environment);

    const server = await startServer(
      installed,
      [
        '--accept-server-license-terms',
        '--server-data-dir',
        data,
        '--telemetry-level',
        'off',
        '--disable-workspace-trust',
        '--disable-experiments',
      ],
      environment,
    );
    cleanups.push(server.stop);
    const browser = await launchBrowser();
    cleanups.push(() => browser.close());

    const context = await browser.newContext({
      viewport: options.viewport ?? { width: 1400, height: 900 },
      deviceScaleFactor: options.scale ?? 1,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(DEFAULT_WAIT_MS);
    const foreignHosts = new Set<string>();
    page.on('request', (request) => {
      const { hostname } = new URL(request.url());
      if (hostname !== '' && hostname !== '127.0.0.1') foreignHosts.add(hostname);
    });
    let pageErrors = '';
    page.on('console', (message) => {
      if (message.type() === 'error') pageErrors += `${message.text()}\n`;
    });
    const query = new URLSearchParams({ folder: workspace, payload: JSON.stringify([['skipWelcome', 'true']]) });
    await page.goto(`${server.origin}/?${query}`, { timeout: WORKBENCH_TIMEOUT_MS });
    await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: WORKBENCH_TIMEOUT_MS });
    return {
      page,
      workspace,
      settingsFile,
      extensionsFolder: path.join(data, 'extensions'),
      foreignHosts: () => [...foreignHosts],
      log: () => [server.log(), pageErrors].join('\n'),
      dispose,
    };
  } catch (error) {
    await dispose().catch(console.error); // the launch's own error is the one to report
    throw error;
  }
}

/** Must come before the server's first start: it lists the extensions once. */
async function addExtension(
  extension: ExtensionSource,
  { node, server }: Installation,
  data: string,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  if (extension.kind === 'vsix') {
    await run(node, [server, '--server-data-dir', data, '--install-extension', extension.path], {
      env: environment,
      timeout: INSTALL_TIMEOUT_MS,
    });
    return;
  }
  const manifest: unknown = JSON.parse(await readFile(path.join(extension.path, 'package.json'), 'utf8'));
  const { publisher, name, version } = Object.assign({ publisher: '', name: '', version: '' }, manifest);
  await symlink(extension.path, path.join(data, 'extensions', `${publisher}.${name}-${version}`));
}
