// Prompt files in a real VS Code on the packaged extension: languages, colours, outline, problems and completion.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { packagedExtension, promptFiles } from './extensionUnderTest.ts';
import {
  keepEvidence,
  launch,
  openFile,
  placeCursor,
  positionOf,
  readHover,
  readProblems,
  runCommand,
  type VsCode,
  waitFor,
} from './harness/index.ts';

describe('prompt files', () => {
  let vsCode: VsCode;
  let page: Page;
  const textOf = (file: string): Promise<string> => readFile(path.join(vsCode.workspace, file), 'utf8');
  const languageOf = (): Promise<string> => page.locator('#status\\.editor\\.mode').innerText();
  /** The colour of each different piece of a line, by its text. */
  const coloursOf = (line: string): Promise<Readonly<Record<string, string>>> =>
    page.evaluate((wanted) => {
      const plain = (text: string | null) => (text ?? '').replace(/\u00a0/g, ' ');
      const found = [...document.querySelectorAll('.editor-instance .view-line')].find((each) =>
        plain(each.textContent).includes(wanted),
      );
      const spans = [...(found?.querySelectorAll('span > span') ?? [])];
      return Object.fromEntries(spans.map((span) => [plain(span.textContent).trim(), getComputedStyle(span).color]));
    }, line);

  beforeAll(async () => {
    vsCode = await launch({ workspace: promptFiles, extension: packagedExtension });
    page = vsCode.page;
  });
  afterAll(() => vsCode?.dispose());
  beforeEach(async () => {
    await page.keyboard.press('Escape');
    await runCommand(page, 'View: Close All Editors');
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await keepEvidence(vsCode, task.name);
  });

  test.each([
    ['prompts/triage.prompty', 'Prompty'],
    ['prompts/greet.prompt', 'Dotprompt'],
    ['prompts/support.j2', 'Jinja'],
  ])('%s is %s', async (file, language) => {
    await openFile(page, file);
    await waitFor('the language', languageOf, (shown) => shown === language);
  });

  test('the languages that the editor has keep their files', async () => {
    const files = { 'a.hbs': 'Handlebars', 'b.prompt.md': 'Prompt', 'c.md': 'Markdown', 'd.yaml': 'YAML' };
    await mkdir(path.join(vsCode.workspace, 'other'), { recursive: true });
    for (const [file, language] of Object.entries(files)) {
      await writeFile(path.join(vsCode.workspace, 'other', file), 'text\n');
      await openFile(page, `other/${file}`);
      await waitFor('the language', languageOf, (shown) => shown === language);
    }
  });

  test('roles, variables and tags have colours of their own', async () => {
    await openFile(page, 'prompts/triage.prompty');
    const line = await waitFor(
      'coloured text',
      () => coloursOf('Sort the ticket'),
      (found) => new Set(Object.values(found)).size > 2,
    );
    expect(line.team).not.toBe(line['Sort the ticket for the']);
    const role = await coloursOf('system:');
    expect(role.system).not.toBe(line['Sort the ticket for the']);
  });

  test('the outline of a prompt file lists front matter, roles and blocks', async () => {
    await openFile(page, 'prompts/triage.prompty');
    await page.keyboard.press('Control+1');
    await page.keyboard.press('Control+Shift+O');
    const field = page.locator('.quick-input-widget:visible input[type=text]');
    const rows = page.locator('.quick-input-list .monaco-list-row');
    // The list shows as many as fit: each is looked for by its name.
    for (const name of ['Front matter', 'system', 'What to do', 'for example in examples', 'user']) {
      await field.fill(`@${name}`);
      await rows.filter({ hasText: name }).first().waitFor();
    }
    await page.keyboard.press('Escape');
  });

  test('a temperature that the provider refuses is a problem, and is explained', async () => {
    await openFile(page, 'prompts/triage.prompty');
    const [problem] = await waitFor(
      'a problem',
      async () => (await readProblems(page)).filter(({ code }) => code === 'front-matter'),
      ({ length }) => length > 0,
    );
    expect(problem).toMatchObject({
      line: 10,
      severity: 'warning',
      message: '`temperature` is at most 2 for gpt-4.1.',
    });
    const text = await textOf('prompts/triage.prompty');
    await readHover(page, positionOf(text, 'gpt-4.1'), /per million tokens/);
  });

  test('an include and a partial are opened from their names', async () => {
    await openFile(page, 'prompts/support.j2');
    await placeCursor(page, positionOf(await textOf('prompts/support.j2'), 'rules.md'));
    await runCommand(page, 'Go to Definition');
    await page.locator('.tab.active', { hasText: 'rules.md' }).waitFor();
    await openFile(page, 'prompts/greet.prompt');
    await placeCursor(page, positionOf(await textOf('prompts/greet.prompt'), 'visit'));
    await runCommand(page, 'Go to Definition');
    await page.locator('.tab.active', { hasText: '_visit.prompt' }).waitFor();
  });
});
