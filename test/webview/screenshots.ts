// Takes the pictures of the profiler page for the documentation, from the example agent: part of `npm run screenshots`.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { sharedEngine } from '../harness/analyzeProject.ts';
import { analysedPage, sampleRun, type ThemeName, webBench } from './harness/index.ts';

const bench = webBench();
const images = fileURLToPath(new URL('../../docs/images', import.meta.url));
const examples = fileURLToPath(new URL('../../examples', import.meta.url));

const pictures: readonly (readonly [name: string, theme: ThemeName, width: number, tab: string, example: string])[] = [
  ['profiler-dark', 'dark', 1_100, 'ticks', 'support-agent-ts-mended'],
  ['profiler-light', 'light', 1_100, 'misses', 'support-agent-ts'],
  ['profiler-high-contrast', 'high-contrast', 1_100, 'ticks', 'support-agent-ts'],
  ['profiler-high-contrast-light', 'high-contrast-light', 1_100, 'what-if', 'support-agent-ts-mended'],
  ['profiler-narrow', 'dark', 320, 'ticks', 'support-agent-ts-mended'],
  ['profiler-wide', 'light', 1_800, 'run', 'support-agent-ts'],
  ['profiler-levers', 'dark', 1_100, 'levers', 'support-agent-ts'],
];

test.each(pictures)('%s', async (name, theme, width, panel, folder) => {
  const page = analysedPage(await sharedEngine(), exampleDocuments(folder), '/agent/src/agent.ts');
  const { tab, send, offences } = await bench.open({ show: page, theme, width, height: 700 });
  if (panel === 'run') await send({ type: 'run', run: sampleRun(page), time: 1_800_000_000_000 });
  await tab.locator(`#tab-${panel}`).click();
  if (panel === 'ticks') await tab.getByRole('slider', { name: 'Tick' }).press('End');
  await tab.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await tab.mouse.move(0, 0);
  await tab.waitForTimeout(400);
  await tab.screenshot({
    path: path.join(images, `${name}.png`),
    fullPage: true,
    animations: 'disabled',
    caret: 'hide',
  });
  expect(await offences()).toEqual([]);
});

/** One picture of each stage that has a panel of its own. */
test.each([
  ['stage-result-cache', 'Result cache', 'dark'],
  ['stage-tools-at-once', 'Tools at once', 'light'],
  ['stage-batches', 'Batches', 'dark'],
] as const)('%s', async (name, button, theme) => {
  const page = analysedPage(await sharedEngine(), exampleDocuments('support-agent-ts'), '/agent/src/agent.ts');
  const { tab } = await bench.open({ show: page, theme, width: 1_000, height: 700 });
  await tab.locator('#tab-stages').click();
  await tab.getByRole('button', { name: button }).click();
  await tab.waitForTimeout(1_500);
  await tab.locator('.panels').screenshot({ path: path.join(images, `${name}.png`), animations: 'disabled' });
});

function exampleDocuments(folder: string): ReadonlyMap<string, string> {
  const source = path.join(examples, folder, 'src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return new Map(files.map((file) => [`/agent/src/${file}`, readFileSync(path.join(source, file), 'utf8')]));
}
