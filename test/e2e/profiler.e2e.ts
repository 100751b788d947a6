// The profiler page in a real VS Code: opened from the lens, a breakpoint moved into the code, a run, its source, an export, a reload.
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packagedExtension, supportAgentMended } from './extensionUnderTest.ts';
import {
  launch,
  openFile,
  readLenses,
  runCommand,
  saveFile,
  type VsCode,
  waitFor,
  webviewFrame,
} from './harness/index.ts';

const ASSISTANT = 'src/assistant.ts';
const rules = 'Answer from the documents you are given, and say so when they do not hold the answer. '.repeat(60);
const assistant = `import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
const tools: Anthropic.Tool[] = [
  { name: 'read', description: 'Reads a document.', input_schema: { type: 'object' } },
  { name: 'search', description: 'Finds documents.', input_schema: { type: 'object' } },
];
export async function ask(messages: Anthropic.MessageParam[]) {
  for (let tick = 0; tick < 10; tick++) {
    const reply = await client.messages.create({
      model: 'claude-sonnet-4-5',
      max_tokens: 500,
      tools,
      system: [
        { type: 'text', text: '${rules}' },
        { type: 'text', text: '${rules.toUpperCase()}', cache_control: { type: 'ephemeral' } },
      ],
      messages,
    });
    messages.push({ role: 'assistant', content: reply.content });
  }
}
`;

describe('the profiler page', () => {
  let vsCode: VsCode;
  let page: Page;
  let frame: FrameLocator;
  const source = (): Promise<string> => readFile(path.join(vsCode.workspace, ASSISTANT), 'utf8');
  const figures = (): Promise<string> => frame.locator('.figures').innerText();
  const marks = () => frame.getByRole('slider', { name: 'Breakpoint' });

  beforeAll(async () => {
    vsCode = await launch({ workspace: supportAgentMended, extension: packagedExtension });
    page = vsCode.page;
    frame = webviewFrame(page);
    await writeFile(path.join(vsCode.workspace, ASSISTANT), assistant);
    await openFile(page, ASSISTANT);
    await waitFor(
      'a lens',
      () => readLenses(page),
      ({ length }) => length > 0,
    );
  });
  afterAll(() => vsCode?.dispose());

  test('opens from the lens, with the call and its figures', async () => {
    await page.locator('.codelens-decoration a').first().click();
    await frame.getByRole('heading', { name: /messages\.create/ }).waitFor();
    expect(await figures()).toMatch(/\$\d/);
    expect(await marks().count()).toBeGreaterThan(0);
  });

  test('a breakpoint that is dragged changes the figures, and Apply writes it into the code', async () => {
    const [before, text] = [await figures(), await source()];
    const handle = marks().last();
    const box = await handle.boundingBox();
    const rail = await frame.locator('.rail').boundingBox();
    if (box === null || rail === null) throw new Error('the map is not drawn');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(rail.x + rail.width * 0.4, box.y + box.height / 2, { steps: 8 });
    await page.mouse.up();
    await waitFor('other figures', figures, (now) => now !== before);
    await frame.getByRole('button', { name: 'Apply to code' }).click();
    await frame.getByText('The marks are written into the code.').waitFor();
    await page.locator('.tab', { hasText: 'assistant.ts' }).click();
    await saveFile(page);
    const after = await waitFor('another text', source, (now) => now !== text);
    expect(after.match(/cache_control/g)).toHaveLength(text.match(/cache_control/g)?.length ?? 0);
    // The page follows the code: nothing is left to apply.
    await waitFor(
      'nothing to apply',
      () => frame.getByRole('button', { name: 'Apply to code' }).isDisabled(),
      (isDisabled) => isDisabled,
    );
  });

  test('runs on the local provider, and shows what was predicted beside what was billed', async () => {
    await frame.getByRole('tab', { name: 'Run' }).click();
    await frame.getByRole('button', { name: /^Run \d+ ticks?$/ }).click();
    const table = frame.getByRole('table').filter({ hasText: /predicted/i });
    await table.waitFor();
    expect(await table.locator('tbody tr').count()).toBeGreaterThan(1);
  });

  test('a long run is cancelled, and what was measured by then stays', async () => {
    await frame.getByRole('tabpanel').getByRole('spinbutton', { name: 'Ticks' }).fill('1000');
    await frame.getByRole('button', { name: /^Run 1,?000 ticks$/ }).click();
    await frame.getByRole('button', { name: 'Cancel' }).click();
    await frame
      .getByText(/Cancelled after|cancelled/)
      .first()
      .waitFor();
    await frame.getByRole('tabpanel').getByRole('spinbutton', { name: 'Ticks' }).fill('6');
  });

  test('leads to the source', async () => {
    await frame.getByRole('button', { name: /^assistant\.ts:\d+$/ }).click();
    await page.locator('.tab.active', { hasText: 'assistant.ts' }).waitFor();
  });

  test('exports under the name that it proposes, once the user agrees', async () => {
    await frame.getByRole('tab', { name: 'Keep' }).click();
    await frame.getByRole('button', { name: 'CSV' }).click();
    const input = page.locator('.quick-input-widget:visible input[type=text]');
    const proposed = await waitFor(
      'a proposal',
      () => input.inputValue(),
      (value) => value.endsWith('.csv'),
      { stableMs: 300 },
    );
    expect(path.dirname(proposed)).toBe(vsCode.workspace);
    await input.press('Enter');
    await waitFor(
      'the file',
      async () => existsSync(proposed),
      (exists) => exists,
    );
    expect(await readFile(proposed, 'utf8')).toMatch(/^tick,/);
    await frame.getByText(`${path.basename(proposed)} is written.`).waitFor();
  });

  test('is there again after a reload, with the numbers that were set', async () => {
    await frame.getByLabel('Ticks').first().fill('7');
    await frame.getByLabel('Ticks').first().press('Enter');
    await page.waitForTimeout(1_000);
    await runCommand(page, 'Developer: Reload Window');
    await page.locator('.monaco-workbench').waitFor();
    await frame.getByRole('heading', { name: /messages\.create/ }).waitFor({ timeout: 60_000 });
    expect(await frame.getByLabel('Ticks').first().inputValue()).toBe('7');
  });
});
