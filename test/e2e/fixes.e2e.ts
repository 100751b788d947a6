// How fixes reach a user, in a real VS Code: one by one, with a preview, on save, all of a rule, and undone without a trace.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { packagedExtension, supportAgent } from './extensionUnderTest.ts';
import {
  applyQuickFix,
  changeSettings,
  keepEvidence,
  launch,
  openFile,
  openQuickFixes,
  type Problem,
  placeCursor,
  positionOf,
  readNotifications,
  readProblems,
  runCommand,
  saveFile,
  takeScreenshot,
  typeText,
  type VsCode,
  waitFor,
} from './harness/index.ts';

const rule = 'unstable-serialization';
const listing = (name: string): string => `readdirSync('${name}')`;
/** With a byte order mark and carriage returns. */
const skills = `\uFEFF${`// Answers with the skills at hand. 🚲
import { readdirSync } from 'node:fs';
import Anthropic from '@anthropic-ai/sdk';
import { policy } from './policy.ts';

const client = new Anthropic();

export async function ask(question: string) {
  return client.messages.create({
    model: 'claude-sonnet-5',
    max_tokens: 1024,
    system: [
      {
        type: 'text',
        text: \`Skills: \${${listing('skills')}.join(', ')}; guides: \${${listing('guides')}.join(', ')}\\n\${policy}\`,
        cache_control: { type: 'ephemeral' },
      },
    ],
    messages: [{ role: 'user', content: question }],
  });
}
`.replaceAll('\n', '\r\n')}`;
const sorted = (text: string): string => text.replace(/(readdirSync\('\w+'\))/g, '$1.sort()');
const endless = `// Asks until the model is content.
import Anthropic from '@anthropic-ai/sdk';
import type { MessageParam } from '@anthropic-ai/sdk/resources/messages';
import { runTools } from './tools/index.ts';

const client = new Anthropic();

export async function run(question: string) {
  const messages: MessageParam[] = [{ role: 'user', content: question }];
  while (true) {
    const response = await client.messages.create({ model: 'claude-sonnet-5', max_tokens: 1024, messages });
    messages.push({ role: 'assistant', content: response.content });
    if (response.stop_reason !== 'tool_use') return messages;
    messages.push({ role: 'user', content: await runTools(response.content) });
  }
}
`;
const SKILLS = 'src/skills.ts';
const GUIDES = 'src/guides.ts';
const ENDLESS = 'src/endless.ts';
const UNSAFE = /\(changes behaviour\)$/;
const SORT = /^Sort it before it becomes text$/;

describe('fixes', () => {
  let vsCode: VsCode;
  let page: Page;

  const onDisk = (file: string): string => path.join(vsCode.workspace, file);
  const bytesOf = (file: string): Promise<string> => readFile(onDisk(file), 'utf8');
  const picture = (name: string): Promise<void> =>
    takeScreenshot(page, path.join(import.meta.dirname, '../../.cache/e2e/fixes', `${name}.png`));
  const problemsOf = async (code: string): Promise<readonly Problem[]> =>
    (await readProblems(page)).filter((each) => each.source === 'hitrate' && each.code === code);
  const waitForProblems = (code: string, count: number): Promise<readonly Problem[]> =>
    waitFor(
      `${count} × ${code}`,
      () => problemsOf(code),
      ({ length }) => length === count,
      count === 0 ? { stableMs: 1_000 } : {},
    );
  const firstProblem = async (code: string, count: number): Promise<Problem> => {
    const [first] = await waitForProblems(code, count);
    if (first === undefined) throw new Error('unreachable: the wait saw it');
    return first;
  };
  const waitForBytes = (file: string, wanted: string): Promise<string> =>
    waitFor(
      `${file} to be written`,
      () => bytesOf(file),
      (found) => found === wanted,
    );

  beforeAll(async () => {
    vsCode = await launch({ workspace: supportAgent, extension: packagedExtension });
    page = vsCode.page;
  });
  afterAll(() => vsCode?.dispose());

  beforeEach(async () => {
    await page.keyboard.press('Escape');
    for (let left = await page.locator('.tab.dirty').count(); left > 0; left--) {
      await page.locator('.tab.dirty').first().click();
      await runCommand(page, 'File: Revert File');
    }
    await runCommand(page, 'View: Close All Editors');
    await writeFile(onDisk(ENDLESS), endless);
    await writeFile(onDisk(SKILLS), skills);
    await writeFile(onDisk(GUIDES), skills);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await keepEvidence(vsCode, task.name);
  });

  test('all of a rule in the file are fixed by one choice, and one undo gives back every byte', async () => {
    await openFile(page, SKILLS);
    const problem = await firstProblem(rule, 2);
    const title = `Fix all 2 findings of ${rule} in this file`;
    const offered = await openQuickFixes(page, problem, new RegExp(`^${title}$`));
    expect(offered).toContain(`Fix all findings of ${rule} in the workspace`);
    await picture('menu');
    await applyQuickFix(page, new RegExp(`^${title}$`));
    await waitForProblems(rule, 0);
    await saveFile(page);
    expect(await bytesOf(SKILLS)).toBe(sorted(skills));
    await placeCursor(page, { line: 1, column: 1 });
    await page.keyboard.press('Control+Z');
    await waitForProblems(rule, 2);
    await saveFile(page);
    expect(await bytesOf(SKILLS)).toBe(skills);
  });

  test('one fix mends one finding', async () => {
    await openFile(page, SKILLS);
    await openQuickFixes(page, await firstProblem(rule, 2), SORT);
    await applyQuickFix(page, SORT);
    await waitForProblems(rule, 1);
    await saveFile(page);
    expect(await bytesOf(SKILLS)).toBe(skills.replace(listing('skills'), `${listing('skills')}.sort()`));
  });

  test('a fix that changes behaviour is shown first, and changes nothing when it is discarded', async () => {
    await openFile(page, ENDLESS);
    const problem = await firstProblem('unbounded-agent-loop', 1);
    await openQuickFixes(page, problem, UNSAFE);
    const entry = page.locator('.action-widget:visible .monaco-list-row.action').filter({ hasText: UNSAFE });
    await entry.first().click();
    const preview = page.locator('.bulk-edit-panel:visible');
    await preview.locator('.edit-checkbox').first().waitFor();
    // Nothing is ticked unless the user does it.
    expect(await preview.locator('.edit-checkbox[aria-checked=true]').count()).toBe(0);
    await picture('preview');
    await preview.getByRole('button', { name: 'Discard' }).click();
    await preview.waitFor({ state: 'hidden' });
    expect(await page.locator('.tab.dirty').count()).toBe(0);
    expect(await bytesOf(ENDLESS)).toBe(endless);

    await openQuickFixes(page, problem, UNSAFE);
    await applyQuickFix(page, UNSAFE);
    await waitFor(
      'the endless loop to go',
      () => problemsOf('unbounded-agent-loop'),
      ({ length }) => length === 0,
    );
    await runCommand(page, 'File: Save All Files');
    await waitForBytes(ENDLESS, endless.replace('while (true)', 'for (let tick = 0; tick < 50; tick++)'));
  });

  test('all of a rule in the workspace are fixed after a question', async () => {
    await openFile(page, SKILLS);
    const title = new RegExp(`^Fix all findings of ${rule} in the workspace$`);
    await openQuickFixes(page, await firstProblem(rule, 2), title);
    await page.locator('.action-widget:visible .monaco-list-row.action').filter({ hasText: title }).first().click();
    const question = page.locator('.notification-list-item', { hasText: `Fix 4 findings of ${rule} in 2 files?` });
    await question.first().waitFor();
    await picture('question');
    await question.getByRole('button', { name: 'Fix All' }).first().click();
    await waitFor(
      'two changed files',
      () => page.locator('.tab.dirty').count(),
      (count) => count === 2,
    );
    await waitFor(
      'a word on what was done',
      () => readNotifications(page),
      (all) => all.some((one) => one.includes(`Fixed 4 findings of ${rule} in 2 files.`)),
    );
    await runCommand(page, 'File: Save All Files');
    await waitForBytes(GUIDES, sorted(skills));
    await waitForBytes(SKILLS, sorted(skills));
    await runCommand(page, 'Notifications: Clear All Notifications');
  });

  test('a comment silences a finding, and is taken away when it silences nothing', async () => {
    await openFile(page, SKILLS);
    const suppress = new RegExp(`^Suppress ${rule} here$`);
    await openQuickFixes(page, await firstProblem(rule, 2), suppress);
    await applyQuickFix(page, suppress);
    await waitForProblems(rule, 0);
    await saveFile(page);
    const indent = '        ';
    const comment = `${indent}// hitrate-ignore[${rule}]\r\n`;
    expect(await bytesOf(SKILLS)).toBe(skills.replace(`${indent}text:`, `${comment}${indent}text:`));
    await picture('suppressed');

    await runCommand(page, 'View: Close All Editors');
    const unused = skills.replace(`import { policy }`, `// hitrate-ignore[${rule}] old\r\nimport { policy }`);
    await writeFile(onDisk(SKILLS), unused);
    await openFile(page, SKILLS);
    const remove = new RegExp(`^Remove the suppression of ${rule}$`);
    const { line, column } = positionOf(unused, `${rule}] old`);
    await openQuickFixes(page, { line, column: column + 3 }, remove);
    await applyQuickFix(page, remove);
    await saveFile(page);
    expect(await bytesOf(SKILLS)).toBe(skills);
  });

  test('saving mends what is safe, and nothing else', async () => {
    await changeSettings(vsCode, { 'editor.codeActionsOnSave': { 'source.fixAll.hitrate': 'explicit' } });
    await openFile(page, SKILLS);
    await waitForProblems(rule, 2);
    await placeCursor(page, { line: 1, column: 1 });
    await typeText(page, '// Saved.');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+S');
    await waitForBytes(SKILLS, sorted(skills).replace('// Answers', '// Saved.\r\n// Answers'));
    await openFile(page, ENDLESS);
    await waitForProblems('unbounded-agent-loop', 1);
    await placeCursor(page, { line: 1, column: 1 });
    await typeText(page, '// Saved.');
    await page.keyboard.press('Enter');
    await saveFile(page);
    expect(await bytesOf(ENDLESS)).toBe(`// Saved.\n${endless}`);
  });
});
