// Opens the page in a browser tab and speaks with it as the extension does.
import type { Browser, Page } from 'playwright-core';
import type { HostToPage, PageToHost, ProfilePage } from '../../../server/src/protocol/index.ts';
import type { PageServer } from './servePage.ts';
import type { ThemeName } from './themes.ts';

export interface OpenedPage {
  readonly tab: Page;
  readonly send: (message: HostToPage) => Promise<void>;
  readonly posted: <Type extends PageToHost['type']>(
    type: Type,
  ) => Promise<readonly Extract<PageToHost, { type: Type }>[]>;
  /** What broke the policy, opened a dialog or threw. */
  readonly offences: () => Promise<readonly string[]>;
}

export interface OpenOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly show?: ProfilePage;
  readonly isTrusted?: boolean;
}

export async function openPage(browser: Browser, server: PageServer, options: OpenOptions = {}): Promise<OpenedPage> {
  const { theme = 'dark', width = 1_200, height = 900, show, isTrusted = true } = options;
  const context = await browser.newContext({ viewport: { width, height } });
  const tab = await context.newPage();
  const offences: string[] = [];
  tab.on('dialog', (dialog) => {
    offences.push(`dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => undefined);
  });
  tab.on('pageerror', (error) => offences.push(`error: ${error.message}`));
  await tab.goto(server.url(theme));
  await tab.waitForFunction(() => (window as unknown as { posted: unknown[] }).posted.length > 0);
  const send = (message: HostToPage): Promise<void> => tab.evaluate((data) => window.postMessage(data, '*'), message);
  if (show !== undefined) {
    await send({ type: 'page', page: show, isTrusted });
    await tab.locator('.page').waitFor();
  }
  return {
    tab,
    send,
    posted: (type) =>
      tab.evaluate(
        (wanted) => (window as unknown as { posted: { type: string }[] }).posted.filter((one) => one.type === wanted),
        type,
      ) as never,
    offences: async () => [
      ...offences,
      ...(await tab.evaluate(() => (window as unknown as { violations: string[] }).violations)),
    ],
  };
}
