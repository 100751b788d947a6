// Exact token counts in a real VS Code, against a local stand-in of the endpoint: where the key comes from, and where it never shows.
import { execFileSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { packagedExtension, supportAgent } from './extensionUnderTest.ts';
import {
  keepEvidence,
  launch,
  openFile,
  placeCursor,
  positionOf,
  readNotifications,
  runCommand,
  type VsCode,
  waitFor,
} from './harness/index.ts';

const goodKey = 'sk-good-4711';
const badKey = 'sk-bad-0815';
const command = 'Hitrate: Count Tokens Exactly';

interface Counted {
  readonly path: string;
  readonly key: unknown;
  readonly body: string;
  /** Command lines of all processes meanwhile. */
  readonly processes: string;
}

describe('counting tokens exactly', () => {
  const counted: Counted[] = [];
  const inherited = { ...process.env };
  let endpoint: Server;
  let vsCode: VsCode;
  let page: Page;

  const keyField = () => page.locator('.quick-input-widget:visible input[type=password]');
  const waitForWords = (words: RegExp): Promise<readonly string[]> =>
    waitFor(
      `a notification with ${words}`,
      () => readNotifications(page),
      (all) => all.some((one) => words.test(one)),
    );
  const clear = (): Promise<void> => runCommand(page, 'Notifications: Clear All Notifications');
  const giveKey = async (key: string): Promise<void> => {
    await keyField().waitFor();
    await keyField().fill(key);
    await page.keyboard.press('Enter');
    await keyField().waitFor({ state: 'hidden' });
  };

  beforeAll(async () => {
    endpoint = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => {
        body += part;
      });
      request.on('end', () => {
        const key = request.headers['x-api-key'];
        const processes = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
        counted.push({ path: request.url ?? '', key, body, processes });
        const isGood = key === goodKey;
        response.writeHead(isGood ? 200 : 401, { 'content-type': 'application/json' });
        const error = { type: 'error', error: { type: 'authentication_error', message: 'invalid x-api-key' } };
        response.end(JSON.stringify(isGood ? { input_tokens: 4_321 } : error));
      });
    });
    await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
    process.env.ANTHROPIC_BASE_URL = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}`;
    delete process.env.ANTHROPIC_API_KEY;
    vsCode = await launch({
      workspace: supportAgent,
      extension: packagedExtension,
      // What goes between editor and server is logged, too.
      settings: { 'hitrate.trace.server': 'verbose' },
    });
    page = vsCode.page;
    await openFile(page, 'src/triage.ts');
    const text = await readFile(path.join(vsCode.workspace, 'src/triage.ts'), 'utf8');
    await placeCursor(page, positionOf(text, 'client.messages.create('));
  });
  afterAll(async () => {
    process.env = inherited;
    endpoint?.close();
    await vsCode?.dispose();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await keepEvidence(vsCode, task.name);
  });

  test('sends nothing without a key', async () => {
    await runCommand(page, command);
    await keyField().waitFor();
    await page.keyboard.press('Escape');
    await keyField().waitFor({ state: 'hidden' });
    expect(counted).toEqual([]);
  });

  test('tells that the provider refused a key, and asks for another once it is forgotten', async () => {
    await runCommand(page, command);
    await giveKey(badKey);
    await waitForWords(/401|refused|key/i);
    expect(counted.map(({ key }) => key)).toEqual([badKey]);
    await clear();
    await runCommand(page, 'Hitrate: Forget the Keys of Providers');
    await waitForWords(/the keys are forgotten/);
    await clear();
  });

  test('shows the count beside the estimate, and keeps the key for the next time', async () => {
    counted.length = 0;
    await runCommand(page, command);
    await giveKey(goodKey);
    const words =
      /4,321 tokens, counted by claude-sonnet-5; 1 part known only at run time left out; ≈[\d,]+ by the estimate/;
    await waitForWords(words);
    await clear();
    await runCommand(page, command);
    await waitForWords(words);
    expect(counted.map((one) => [one.path, one.key])).toEqual([
      ['/v1/messages/count_tokens', goodKey],
      ['/v1/messages/count_tokens', goodKey],
    ]);
    expect(JSON.parse(counted[0]?.body ?? '')).toMatchObject({ model: 'claude-sonnet-5' });
    expect(counted[0]?.body).toContain('Larkfield Cycles');
  });

  test('leaves no trace of a key in any file, in what is printed and logged, or in the arguments of a process', async () => {
    const folder = path.dirname(vsCode.workspace);
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    const holding: string[] = [];
    for (const file of files.filter((one) => one.isFile())) {
      const name = path.join(file.parentPath, file.name);
      const content = await readFile(name, 'latin1').catch(() => '');
      if (content.includes(goodKey) || content.includes(badKey)) holding.push(path.relative(folder, name));
    }
    expect(files.length).toBeGreaterThan(0);
    expect(holding).toEqual([]);
    expect(counted.some(({ processes }) => processes.includes('count --no-color'))).toBe(true);
    expect(counted.map(({ processes }) => processes).join()).not.toMatch(/sk-(?:good|bad)-/);
    expect(vsCode.log()).not.toMatch(/sk-(?:good|bad)-/);
    expect((await readNotifications(page)).join()).not.toMatch(/sk-(?:good|bad)-/);
  });
});
