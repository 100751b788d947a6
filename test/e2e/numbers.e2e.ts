// The numbers in the editor: hints, lines beside prompts, the status and the cost report, each of which can be switched off.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packagedExtension, supportAgentMended } from './extensionUnderTest.ts';
import {
  changeSettings,
  launch,
  openFile,
  readHints,
  readLenses,
  runCommand,
  type VsCode,
  waitFor,
} from './harness/index.ts';

const AGENT = 'src/agent.ts';
const POLICY = 'src/policy.ts';

const linesOf = async (page: Page): Promise<readonly string[]> =>
  (await page.locator('.editor-instance .view-line').allTextContents()).map((text) =>
    text.replaceAll('\u00a0', ' ').trimEnd(),
  );

describe('the numbers in the editor', () => {
  let vsCode: VsCode;
  let page: Page;
  const gutterIcons = (): Promise<number> => page.locator('.glyph-margin-widgets .cgmr').count();

  beforeAll(async () => {
    vsCode = await launch({ workspace: supportAgentMended, extension: packagedExtension });
    page = vsCode.page;
    await openFile(page, AGENT);
    await waitFor(
      'a lens',
      () => readLenses(page),
      ({ length }) => length > 0,
    );
  });
  afterAll(() => vsCode?.dispose());

  test('a prompt in another file has its tokens beside it, and the line of what is cached', async () => {
    await openFile(page, POLICY);
    const hints = await waitFor(
      'a hint',
      () => readHints(page),
      ({ length }) => length > 0,
    );
    expect(hints.every((hint) => /^(?:(?:\d+ )?tools? )?≈[\d,]+ tok$/.test(hint))).toBe(true);
    await waitFor('lines beside the prompt', gutterIcons, (count) => count > 2);
  });

  test('both go away when they are switched off', async () => {
    await changeSettings(vsCode, { 'hitrate.inlayHints.enabled': false, 'hitrate.gutter.enabled': false });
    await waitFor(
      'no hint',
      () => readHints(page),
      ({ length }) => length === 0,
      { stableMs: 500 },
    );
    await waitFor('no line', gutterIcons, (count) => count === 0, { stableMs: 500 });
    await changeSettings(vsCode, { 'hitrate.inlayHints.enabled': true, 'hitrate.gutter.enabled': true });
  });

  test('the cost report lists the calls of the workspace, the dearest first', async () => {
    await runCommand(page, 'Hitrate: Show Cost Report');
    await page.locator('.tab.active', { hasText: 'Cost of the model calls' }).waitFor();
    const lines = await waitFor(
      'the table',
      () => linesOf(page),
      ({ length }) => length > 5,
    );
    expect(lines[0]).toMatch(/^model call +pattern +model +tokens +cold +warm +hit +run +day$/);
    const source = await readFile(path.join(vsCode.workspace, AGENT), 'utf8');
    const line = source.split('\n').findIndex((text) => text.includes('.messages.create')) + 1;
    expect(lines[1]).toMatch(new RegExp(`^src/agent.ts:${line} +client.messages.create .*\\$`));
    expect(lines[4]).toMatch(/^3 calls +\$/);
  });
});
