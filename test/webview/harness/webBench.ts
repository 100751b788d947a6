// One browser and one server for the tests of a file; each page that a test opens is closed after it.
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { launchBrowser } from '../../e2e/harness/launchBrowser.ts';
import { type OpenedPage, type OpenOptions, openPage } from './openPage.ts';
import { type PageServer, servePage } from './servePage.ts';

const dist = fileURLToPath(new URL('../../../dist', import.meta.url));

export interface WebBench {
  readonly open: (options?: OpenOptions) => Promise<OpenedPage>;
}

export function webBench(): WebBench {
  let browser: Browser | undefined;
  let server: PageServer | undefined;
  let opened: OpenedPage[] = [];
  beforeAll(async () => {
    [browser, server] = await Promise.all([launchBrowser(), servePage(dist)]);
  });
  afterEach(async () => {
    for (const { tab } of opened) await tab.context().close();
    opened = [];
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  return {
    open: async (options = {}) => {
      if (browser === undefined || server === undefined) throw new Error('The browser is not started yet.');
      const page = await openPage(browser, server, options);
      opened.push(page);
      return page;
    },
  };
}
