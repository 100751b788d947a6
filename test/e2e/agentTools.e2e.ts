// The tools for the agents of the editor, called through the editor's own interface in a real VS Code on the packaged extension.
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { packagedExtension, supportAgent } from './extensionUnderTest.ts';
import {
  changeSettings,
  keepEvidence,
  launch,
  openFile,
  placeCursor,
  positionOf,
  readLenses,
  runCommand,
  typeText,
  type VsCode,
  waitFor,
} from './harness/index.ts';

const helper = path.join(import.meta.dirname, 'harness/toolCaller');
const TRIAGE = 'src/triage.ts';

interface Answer {
  readonly text?: string;
  readonly error?: string;
  readonly tools?: readonly { readonly name: string; readonly inputSchema: object }[];
}

describe('tools for agents', () => {
  let vsCode: VsCode;
  const onDisk = (file: string): string => path.join(vsCode.workspace, file);
  const start = async (name?: string, input: object = {}): Promise<void> => {
    await rm(onDisk('tool-answer.json'), { force: true });
    await writeFile(onDisk('tool-request.json'), JSON.stringify({ name, input }));
    await runCommand(vsCode.page, 'Test: Call Tool');
  };
  const answer = async (): Promise<Answer> => {
    const read = (): Promise<string> => readFile(onDisk('tool-answer.json'), 'utf8').catch(() => '');
    return JSON.parse(await waitFor('the answer of the tool', read, (text) => text !== '', { timeoutMs: 60_000 }));
  };
  const call = async (name?: string, input?: object): Promise<Answer> => {
    await start(name, input);
    return answer();
  };

  beforeAll(async () => {
    vsCode = await launch({
      workspace: supportAgent,
      extension: packagedExtension,
      helpers: [helper],
      // Tools belong to what this switches off.
      settings: { 'chat.disableAIFeatures': false },
    });
    // The list of commands is not yet complete when the window opens.
    await openFile(vsCode.page, TRIAGE);
    await waitFor(
      'a lens',
      () => readLenses(vsCode.page),
      ({ length }) => length > 0,
    );
    await runCommand(vsCode.page, 'View: Close All Editors');
  });
  afterAll(() => vsCode?.dispose());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await keepEvidence(vsCode, task.name);
  });

  test('stand in the list of the editor; the one that writes is switched off', async () => {
    const { tools = [] } = await call();
    const ours = tools.map(({ name }) => name).filter((name) => name.startsWith('hitrate_'));
    const names = ['apply_fix', 'check', 'cost', 'explain', 'preview_fix', 'profile'];
    expect([...ours].sort()).toEqual(names.map((name) => `hitrate_${name}`));
    const refused = await call('hitrate_apply_fix', { file: TRIAGE, line: 15 });
    expect(refused).toEqual({ error: expect.stringContaining('switched off') });
  });

  test('check finds what the problems show, without an open file, and sees what is not saved', async () => {
    const { text } = await call('hitrate_check', { rules: ['volatile-prefix'] });
    expect(text).toContain('src/prompts.ts:6:25 warning volatile-prefix');
    await openFile(vsCode.page, 'src/prompts.ts');
    const source = await readFile(onDisk('src/prompts.ts'), 'utf8');
    const clock = 'new Date().toISOString()';
    await placeCursor(vsCode.page, positionOf(source, clock));
    for (let count = 0; count < clock.length; count++) await vsCode.page.keyboard.press('Shift+ArrowRight');
    await typeText(vsCode.page, '0');
    expect((await call('hitrate_check', { rules: ['volatile-prefix'] })).text).toContain('No findings.');
    await runCommand(vsCode.page, 'File: Revert File');
  });

  test('explain, profile, cost and preview_fix answer, and refuse what is not in the folder', async () => {
    expect((await call('hitrate_explain', { file: 'src/agent.ts' })).text).toContain('recognised as');
    expect((await call('hitrate_profile', { file: 'src/agent.ts', ticks: 3 })).text).toContain('3 ticks');
    expect((await call('hitrate_cost', {})).text).toContain('src/agent.ts:14');
    expect((await call('hitrate_preview_fix', { file: TRIAGE, line: 15 })).text).toContain('+++ b/src/triage.ts');
    expect((await call('hitrate_explain', { file: '/etc/passwd' })).error).toContain('is refused');
  });

  test('a fix is applied after the user has switched that on, and agreed', async () => {
    const before = await readFile(onDisk(TRIAGE), 'utf8');
    await changeSettings(vsCode, { 'chat.disableAIFeatures': false, 'hitrate.agentTools.applyFixes': true });
    await openFile(vsCode.page, TRIAGE);
    await start('hitrate_apply_fix', { file: TRIAGE, line: 15 });
    const dialog = vsCode.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    expect(await dialog.innerText()).toContain('Apply a fix of Hitrate?');
    await dialog.getByRole('button', { name: /^(?:Allow|Continue|Yes|OK)/ }).click();
    expect(await answer()).toEqual({ text: expect.stringContaining('Applied, not saved') });
    await waitFor(
      'the fix in the editor',
      () => vsCode.page.locator('.view-lines').innerText(),
      (text) => text.replaceAll('\u00a0', ' ').includes('cache_control'),
    );
    expect(await readFile(onDisk(TRIAGE), 'utf8')).toBe(before);
  });

  test('the MCP server stands in the list of the editor where the user wants it', async () => {
    await changeSettings(vsCode, { 'hitrate.agentTools.mcpServer': true });
    const rows = vsCode.page.locator('.quick-input-list .monaco-list-row');
    // The list of servers takes the place of the list of commands, which never closes.
    await vsCode.page.keyboard.press('F1');
    await vsCode.page.keyboard.type('MCP: List Servers');
    await rows
      .filter({ hasText: /^\s*MCP: List Servers/ })
      .first()
      .click();
    await rows.filter({ hasText: 'Stopped' }).first().waitFor();
    expect(await rows.filter({ hasText: 'Stopped' }).allInnerTexts()).toEqual([expect.stringContaining('Hitrate')]);
    await vsCode.page.keyboard.press('Escape');
  });
});
