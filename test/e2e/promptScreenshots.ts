// Takes the pictures of the guide to prompt files: colours in each kind of theme, and findings in a template.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, test } from 'vitest';
import { packagedExtension, promptFiles } from './extensionUnderTest.ts';
import {
  launch,
  openFile,
  pickTheme,
  readSquiggles,
  runCommand,
  takeScreenshot,
  type VsCode,
  waitFor,
} from './harness/index.ts';

const images = fileURLToPath(new URL('../../docs/images', import.meta.url));
let vsCode: VsCode;

beforeAll(async () => {
  vsCode = await launch({
    workspace: promptFiles,
    extension: packagedExtension,
    viewport: { width: 1280, height: 720 },
    settings: {
      'editor.fontSize': 13,
      'editor.renderLineHighlight': 'none',
      'editor.occurrencesHighlight': 'off',
      'editor.lightbulb.enabled': 'off',
      'editor.wordWrap': 'on',
      'workbench.activityBar.location': 'hidden',
      'workbench.layoutControl.enabled': false,
      'window.commandCenter': false,
      'breadcrumbs.enabled': false,
    },
  });
  await runCommand(vsCode.page, 'View: Toggle Primary Side Bar Visibility');
});
afterAll(() => vsCode?.dispose());
beforeEach(async () => {
  await vsCode.page.keyboard.press('Escape');
  await runCommand(vsCode.page, 'View: Close All Editors');
});

const beside = async (left: string, right: string): Promise<void> => {
  const { page } = vsCode;
  await openFile(page, left);
  await openFile(page, right);
  await runCommand(page, 'View: Move Editor into Right Group');
};

test.each([
  ['dark', 'prompts/triage.prompty', 'prompts/support.j2', 'prompts-dark.png'],
  ['light', 'prompts/triage.prompty', 'prompts/greet.prompt', 'prompts-light.png'],
  ['high contrast dark', 'prompts/triage.prompty', 'strings.py', 'prompts-high-contrast.png'],
] as const)('colours, %s', async (theme, left, right, image) => {
  await pickTheme(vsCode, theme);
  await beside(left, right);
  await vsCode.page.waitForTimeout(2_500);
  await takeScreenshot(vsCode.page, path.join(images, image));
});

test('a finding in a template names the line of code that passes the clock', async () => {
  const { page } = vsCode;
  await pickTheme(vsCode, 'dark');
  await beside('agent.py', 'prompts/support.j2');
  await waitFor(
    'a squiggle',
    () => readSquiggles(page),
    (squiggles) => squiggles.some(({ severity }) => severity === 'warning'),
  );
  await runCommand(page, 'Problems: Focus on Problems View');
  await page.waitForTimeout(2_000);
  await takeScreenshot(page, path.join(images, 'prompt-findings.png'));
  await runCommand(page, 'View: Hide Panel');
});
