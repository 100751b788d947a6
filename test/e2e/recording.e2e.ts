// Recording from the editor, in a real VS Code on the packaged extension: a terminal and a debug session whose programs are recorded.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { packagedExtension, supportAgent } from './extensionUnderTest.ts';
import { keepEvidence, launch, openFile, runCommand, type VsCode, waitFor } from './harness/index.ts';

/** Writes down where an SDK would send its requests. */
const program = `require('node:fs').writeFileSync(process.argv[2] ?? 'seen-by-debugger.txt', [process.env.ANTHROPIC_BASE_URL, process.env.ELECTRON_RUN_AS_NODE].join(' '));\n`;
const launchFile = {
  version: '0.2.0',
  configurations: [
    {
      type: 'node',
      request: 'launch',
      name: 'agent',
      program: ['$', '{workspaceFolder}/seen.cjs'].join(''),
      hitrateRecord: true,
    },
  ],
};

describe('recording', () => {
  let vsCode: VsCode;
  const inWorkspace = (name: string): string => path.join(vsCode.workspace, name);
  const recordings = async (): Promise<readonly string[]> =>
    (await readdir(vsCode.workspace)).filter((name) => /^hitrate-.*\.jsonl$/.test(name));
  const textOf = (name: string): Promise<string> => readFile(inWorkspace(name), 'utf8').catch(() => '');

  beforeAll(async () => {
    vsCode = await launch({ workspace: supportAgent, extension: packagedExtension });
    await writeFile(inWorkspace('seen.cjs'), program);
    await mkdir(inWorkspace('.vscode'), { recursive: true });
    await writeFile(inWorkspace('.vscode/launch.json'), JSON.stringify(launchFile));
    // Wakes the extension up.
    await openFile(vsCode.page, 'src/agent.ts');
  });
  afterAll(() => vsCode?.dispose());
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await keepEvidence(vsCode, task.name);
  });

  test('programs of the terminal send to the recorder, and see nothing of the editor', async () => {
    await runCommand(vsCode.page, 'Hitrate: Record in Terminal');
    const [recording = ''] = await waitFor('a recording', recordings, ({ length }) => length === 1);
    await waitFor(
      'its first line',
      () => textOf(recording),
      (text) => text.startsWith('{"type":"recording"'),
    );
    const screen = vsCode.page.locator('.terminal-wrapper.active .xterm-helper-textarea');
    await screen.focus();
    // The shell may still be starting: what is typed too early is lost.
    const seen = await waitFor(
      'what a program of the terminal sees',
      async () => {
        await vsCode.page.keyboard.type('node seen.cjs seen-in-terminal.txt\n', { delay: 5 });
        await new Promise((done) => setTimeout(done, 1_500));
        return textOf('seen-in-terminal.txt');
      },
      (text) => text !== '',
    );
    expect(seen).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/anthropic $/);
    await vsCode.page.keyboard.type('exit\n');
    await waitFor(
      'the end of the terminal',
      () => vsCode.page.locator('.terminal-wrapper.active').count(),
      (count) => count === 0,
    );
  });

  test('a launch configuration can ask for a recording of its session', async () => {
    const before = (await recordings()).length;
    await openFile(vsCode.page, 'src/prompts.ts');
    await runCommand(vsCode.page, 'Debug: Start Without Debugging');
    const seen = await waitFor(
      'what the debugged program sees',
      () => textOf('seen-by-debugger.txt'),
      (text) => text !== '',
    );
    expect(seen).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/anthropic/);
    expect((await recordings()).length).toBe(before + 1);
  });
});
