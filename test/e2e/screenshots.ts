// Takes the pictures of the documentation: `npm run screenshots` writes them into docs/images.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, test } from 'vitest';
import { packagedExtension, supportAgent } from './extensionUnderTest.ts';
import {
  launch,
  openFile,
  openQuickFixes,
  pickTheme,
  placeCursor,
  positionOf,
  readHover,
  readLenses,
  readSquiggles,
  runCommand,
  takeScreenshot,
  type VsCode,
  waitFor,
  webviewFrame,
} from './harness/index.ts';

const images = fileURLToPath(new URL('../../docs/images', import.meta.url));
const SIDE_BAR = 'View: Toggle Primary Side Bar Visibility';

let vsCode: VsCode;
const source = (file: string): Promise<string> => readFile(path.join(vsCode.workspace, file), 'utf8');
const shoot = (name: string, options: { readonly keepMouse?: boolean } = {}): Promise<void> =>
  takeScreenshot(vsCode.page, path.join(images, name), options);
const waitForLens = (): Promise<unknown> =>
  waitFor(
    'a lens',
    () => readLenses(vsCode.page),
    ({ length }) => length > 0,
    { stableMs: 500 },
  );

beforeAll(async () => {
  vsCode = await launch({
    workspace: supportAgent,
    extension: packagedExtension,
    viewport: { width: 1280, height: 720 },
    settings: {
      'editor.fontSize': 14,
      'editor.renderLineHighlight': 'none',
      'editor.occurrencesHighlight': 'off',
      'editor.lightbulb.enabled': 'off',
      'workbench.activityBar.location': 'hidden',
      'workbench.layoutControl.enabled': false,
      'window.commandCenter': false,
      'breadcrumbs.enabled': false,
    },
  });
  await runCommand(vsCode.page, SIDE_BAR);
});
afterAll(() => vsCode?.dispose());
beforeEach(async () => {
  await vsCode.page.keyboard.press('Escape');
  await runCommand(vsCode.page, 'View: Close All Editors');
});

test('the editor, with a squiggle, a lens and the list of problems', async () => {
  const { page } = vsCode;
  await openFile(page, 'src/agent.ts');
  await waitForLens();
  await placeCursor(page, positionOf(await source('src/agent.ts'), 'return messages'));
  await openFile(page, 'src/prompts.ts');
  await runCommand(page, 'View: Move Editor into Right Group');
  await waitFor(
    'a squiggle',
    () => readSquiggles(page),
    (squiggles) => squiggles.some(({ severity }) => severity === 'warning'),
  );
  await runCommand(page, 'Problems: Focus on Problems View');
  await page.waitForTimeout(500);
  await shoot('editor.png');
  await runCommand(page, 'View: Hide Panel');
});

test('the menu of fixes', async () => {
  const { page } = vsCode;
  await openFile(page, 'src/triage.ts');
  await waitForLens();
  const text = await source('src/triage.ts');
  const position = positionOf(text, 'client.messages.create');
  await openQuickFixes(page, position, /^Mark the end of the system prompt/);
  await page.waitForTimeout(300);
  await shoot('quick-fix.png');
});

test('the hover with the segments of the prompt', async () => {
  const { page } = vsCode;
  await openFile(page, 'src/agent.ts');
  await waitForLens();
  await readHover(page, positionOf(await source('src/agent.ts'), 'messages.create'), /per million tokens/);
  await shoot('hover.png', { keepMouse: true });
});

test('the profiler page', async () => {
  const { page } = vsCode;
  await openFile(page, 'src/agent.ts');
  await waitForLens();
  await placeCursor(page, positionOf(await source('src/agent.ts'), 'client.messages.create'));
  await runCommand(page, 'Hitrate: Profile This Prompt');
  await webviewFrame(page)
    .getByRole('heading', { name: /messages\.create/ })
    .waitFor();
  await page.waitForTimeout(1_000);
  await shoot('profile.png');
});

/** One picture for each theme: the line beside a prompt, the tokens of a text, the report. */
test.each([
  ['dark', 'gutter.png'],
  ['high contrast dark', 'hints.png'],
  ['light', 'cost.png'],
] as const)('numbers in the editor, %s', async (theme, image) => {
  const { page } = vsCode;
  await pickTheme(vsCode, theme);
  await openFile(page, 'src/agent.ts');
  await waitForLens();
  if (image === 'cost.png') {
    await runCommand(page, 'Hitrate: Show Cost Report');
    await page.locator('.tab.active', { hasText: 'Cost of the model calls' }).waitFor();
  } else {
    await openFile(page, image === 'gutter.png' ? 'src/prompts.ts' : 'src/policy.ts');
    await runCommand(page, 'View: Move Editor into Right Group');
  }
  await page.waitForTimeout(1_500);
  await shoot(image);
  await runCommand(page, 'View: Close All Editors');
});
