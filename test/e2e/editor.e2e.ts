// What a user sees and does in the editor, in a real VS Code on the packaged extension.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { packagedExtension, supportAgent } from './extensionUnderTest.ts';
import {
  applyQuickFix,
  extensionProcesses,
  keepEvidence,
  launch,
  openFile,
  openQuickFixes,
  type Problem,
  placeCursor,
  positionOf,
  readHover,
  readLenses,
  readNotifications,
  readProblems,
  readSquiggles,
  runCommand,
  saveFile,
  typeText,
  type VsCode,
  waitFor,
} from './harness/index.ts';

const AGENT = 'src/agent.ts';
/** Holds the clock, which is sent by the call in the file of the agent. */
const PROMPTS = 'src/prompts.ts';
const TRIAGE = 'src/triage.ts';
const SOURCES = [AGENT, PROMPTS, TRIAGE] as const;
const CLOCK = 'new Date().toISOString()';
const MODEL_CALL = /^.*\.messages\.(?:create|stream)\(.*$/m;
const LENS = /^≈[\d,]+ tok · \$[\d.]+ cold · \$[\d.]+ warm · \d+% hit · (?:1 finding|\d+ findings)$/;
const MARK_SYSTEM = /^Mark the end of the system prompt for the cache$/;
const MARK_ROLLING = /^Cache the growing conversation automatically \(changes behaviour\)$/;

describe('the editor', () => {
  let vsCode: VsCode;
  let page: Page;
  /** The sample as it is written: every test starts from it. */
  const originals = new Map<string, string>();

  const textOf = (file: string): string => {
    const text = originals.get(file);
    if (text === undefined) throw new Error(`${file} was not read`);
    return text;
  };
  const onDisk = (file: string): string => path.join(vsCode.workspace, file);
  const modelCall = (file: string): string => {
    const [call] = MODEL_CALL.exec(textOf(file)) ?? [];
    if (call === undefined) throw new Error(`${file} has no model call`);
    return call;
  };

  const problemsOf = async (rule: string): Promise<readonly Problem[]> =>
    (await readProblems(page)).filter(({ source, code }) => source === 'hitrate' && code === rule);
  const waitForProblem = async (rule: string, line: number): Promise<Problem> => {
    const problems = await waitFor(
      `${rule} on line ${line}`,
      () => problemsOf(rule),
      (found) => found.some((problem) => problem.line === line),
    );
    const problem = problems.find((candidate) => candidate.line === line);
    if (problem === undefined) throw new Error('unreachable: the wait saw it');
    return problem;
  };
  const waitForNoProblem = (rule: string): Promise<readonly Problem[]> =>
    waitFor(
      `no ${rule}`,
      () => problemsOf(rule),
      ({ length }) => length === 0,
      { stableMs: 1_000 },
    );
  const waitForClock = (): Promise<Problem> =>
    waitForProblem('volatile-prefix', positionOf(textOf(PROMPTS), CLOCK).line);
  const openPrompts = async (): Promise<void> => {
    await openFile(page, AGENT);
    await openFile(page, PROMPTS);
  };
  const replaceClock = async (): Promise<void> => {
    await placeCursor(page, positionOf(textOf(PROMPTS), CLOCK));
    for (let count = 0; count < CLOCK.length; count++) await page.keyboard.press('Shift+ArrowRight');
    await typeText(page, '0');
  };

  beforeAll(async () => {
    vsCode = await launch({ workspace: supportAgent, extension: packagedExtension });
    page = vsCode.page;
    for (const file of SOURCES) originals.set(file, await readFile(onDisk(file), 'utf8'));
  });
  afterAll(() => vsCode?.dispose());

  beforeEach(async () => {
    await page.keyboard.press('Escape');
    for (let left = await page.locator('.tab.dirty').count(); left > 0; left--) {
      await page.locator('.tab.dirty').first().click();
      await runCommand(page, 'File: Revert File');
    }
    await runCommand(page, 'View: Close All Editors');
    for (const file of SOURCES) await writeFile(onDisk(file), textOf(file));
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await keepEvidence(vsCode, task.name);
  });

  test('a clock in front of the breakpoint is underlined and listed as a problem', async () => {
    await openPrompts();
    await placeCursor(page, positionOf(textOf(PROMPTS), CLOCK));
    await waitFor(
      'a warning under the clock',
      () => readSquiggles(page),
      (squiggles) => squiggles.some(({ severity, text }) => severity === 'warning' && text.includes(CLOCK)),
    );
    const problem = await waitForClock();
    expect(problem.severity).toBe('warning');
    expect(problem.message).toMatch(
      /^`new Date\(\)\.toISOString\(\)` changes on every model call and stands before a cache breakpoint/,
    );
  });

  test('data of a user in the system prompt is told more softly', async () => {
    await openPrompts();
    const { line } = positionOf(textOf(PROMPTS), 'customer.name');
    const problem = await waitForProblem('user-data-in-system', line);
    expect(problem.severity).toBe('info');
    expect(problem.message).toContain('looks like it differs for each user and stands in the system prompt');
  });

  test('every model call carries a lens with its tokens, cost, hit rate and findings', async () => {
    for (const file of [AGENT, TRIAGE]) {
      await openFile(page, file);
      const call = modelCall(file).trim();
      await placeCursor(page, positionOf(textOf(file), call));
      await waitFor(
        `a lens above “${call}”`,
        () => readLenses(page),
        (lenses) => lenses.some(({ text, above }) => above === call && LENS.test(text)),
      );
    }
  });

  test('a finding in an imported file is listed while only the file with the model call stands open', async () => {
    await openFile(page, AGENT);
    await waitForClock();
    expect(await page.locator('.tab', { hasText: 'prompts.ts' }).count()).toBe(0);
    await runCommand(page, 'View: Close All Editors');
    await waitForNoProblem('volatile-prefix');
  });

  test('a file that is closed and opened again has its findings again', async () => {
    await openFile(page, TRIAGE);
    const { line } = positionOf(textOf(TRIAGE), modelCall(TRIAGE));
    await waitForProblem('missing-breakpoint', line);
    await runCommand(page, 'View: Close All Editors');
    await waitForNoProblem('missing-breakpoint');
    await openFile(page, TRIAGE);
    await waitForProblem('missing-breakpoint', line);
  });

  test('a keystroke that removes the clock removes the finding, and undo brings it back', async () => {
    await openPrompts();
    await waitForClock();
    await replaceClock();
    await waitForNoProblem('volatile-prefix');
    await page.keyboard.press('Control+Z');
    await waitForClock();
  });

  test('the quick fix marks the prompt that is sent again, and the finding goes', async () => {
    await openFile(page, TRIAGE);
    const problem = await waitForProblem('missing-breakpoint', positionOf(textOf(TRIAGE), modelCall(TRIAGE)).line);
    expect(problem.message).toMatch(/^This request is sent again with the same ≈1,9\d0 tokens in front/);
    const offered = await openQuickFixes(page, problem, MARK_SYSTEM);
    // Each ticket is another one: a mark that moves with the conversation would be written and never read.
    expect(offered.some((title) => MARK_ROLLING.test(title))).toBe(false);
    expect(offered).toContain('Suppress missing-breakpoint here');
    expect(offered).toContain('Suppress missing-breakpoint in this file');
    await applyQuickFix(page, MARK_SYSTEM);
    await waitForNoProblem('missing-breakpoint');
    await placeCursor(page, { line: 1, column: 1 });
    await saveFile(page);
    expect(await readFile(onDisk(TRIAGE), 'utf8')).toBe(
      textOf(TRIAGE).replace(
        'system: policy,',
        "system: [{ type: 'text', text: policy, cache_control: { type: 'ephemeral' } }],",
      ),
    );
  });

  test('a comment silences one finding', async () => {
    await openFile(page, TRIAGE);
    const problem = await waitForProblem('missing-breakpoint', positionOf(textOf(TRIAGE), modelCall(TRIAGE)).line);
    await openQuickFixes(page, problem, /^Suppress missing-breakpoint here$/);
    await applyQuickFix(page, /^Suppress missing-breakpoint here$/);
    await waitForNoProblem('missing-breakpoint');
    await placeCursor(page, { line: 1, column: 1 });
    await saveFile(page);
    expect(await readFile(onDisk(TRIAGE), 'utf8')).toContain(
      `    // hitrate-ignore[missing-breakpoint]\n${modelCall(TRIAGE)}`,
    );
  });

  test('the hover on a model call shows its segments and where the prices come from', async () => {
    await openFile(page, AGENT);
    const call = modelCall(AGENT);
    const { line, column } = positionOf(textOf(AGENT), call);
    const text = await readHover(page, { line, column: column + call.indexOf('.messages.') + 1 }, /system/i);
    expect(text).toContain('client.messages.create');
    expect(text).toMatch(/#\s+part\s+tokens\s+changes\s+cached\s+from/);
    expect(text).toMatch(/system\s+≈[\d,]+\s+every call\s+no\s+new Date\(\)/);
    expect(text).toMatch(/claude-sonnet-5, \$ per million tokens: .+ checked on \d{4}-\d\d-\d\d\)\./);
  });

  test('the restart command replaces the server, and the findings come back', async () => {
    await openPrompts();
    await waitForClock();
    const before = extensionProcesses(vsCode);
    expect(before).not.toHaveLength(0);
    await placeCursor(page, { line: 1, column: 1 });
    await runCommand(page, 'Hitrate: Restart Server');
    await waitFor(
      'another server process',
      () => extensionProcesses(vsCode),
      (now) => now.length > 0 && now.every((pid) => !before.includes(pid)),
    );
    // The new server must have found it: an edit makes it go, which a stale finding would outlive.
    await waitForClock();
    await replaceClock();
    await waitForNoProblem('volatile-prefix');
  });

  test('nothing popped up, and the window asked no other machine for anything', async () => {
    expect(await readNotifications(page)).toEqual([]);
    expect(vsCode.foreignHosts()).toEqual([]);
  });
});
