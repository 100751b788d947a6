// Measures the profiler page in a real browser: from opening it to its first paint, and what each step of a drag costs.
import type { Page } from 'playwright-core';
import { launchBrowser } from '../e2e/harness/launchBrowser.ts';
import { largePage, openPage, servePage, supportAgent } from '../webview/harness/index.ts';
import { distribution } from './distribution.ts';
import { milliseconds, printTable } from './printTable.ts';

const prompts = [
  ['support agent, 10 ticks', supportAgent],
  ['128 tools, 200,000 tokens, 10 ticks', largePage],
  ['the same, 50 ticks', { ...largePage, scenario: { ...largePage.scenario, ticks: 50 } }],
  ['the same, 200 ticks', { ...largePage, scenario: { ...largePage.scenario, ticks: 200 } }],
] as const;

/** `programs` holds the built page. */
export async function benchPage(programs: string, runs: number): Promise<void> {
  const browser = await launchBrowser();
  const server = await servePage(programs);
  try {
    const rows: string[][] = [];
    for (const [name, page] of prompts) {
      const paints: number[] = [];
      let steps: readonly number[] = [];
      let frames: readonly number[] = [];
      for (let run = 0; run < runs; run++) {
        const opened = await openPage(browser, server);
        const ready = await opened.tab.evaluate(() => (window as unknown as { readyAt: number }).readyAt);
        paints.push(ready + (await firstPaint(opened.tab, page)));
        if (run === runs - 1) {
          steps = await dragSteps(opened.tab);
          frames = await dragFrames(opened.tab);
        }
        await opened.tab.context().close();
      }
      const step = distribution(steps);
      const frame = distribution(frames);
      const late = frames.filter((one) => one > 25).length / Math.max(1, frames.length);
      rows.push([
        name,
        milliseconds(distribution(paints).median),
        milliseconds(step.median),
        milliseconds(step.p95),
        milliseconds(frame.median),
        `${(late * 100).toFixed(0)}%`,
      ]);
    }
    printTable('Profiler page', [
      ['prompt', 'opened to first paint', 'step of a drag, median', 'p95', 'frame of a drag, median', 'late frames'],
      ...rows,
    ]);
  } finally {
    await browser.close();
    await server.close();
  }
}

/** From the message with the prompt to the frame behind the one that shows it. */
function firstPaint(tab: Page, page: (typeof prompts)[number][1]): Promise<number> {
  return tab.evaluate(
    (data) =>
      new Promise<number>((done) => {
        const began = performance.now();
        const look = (): void => {
          if (document.querySelector('.map') === null) requestAnimationFrame(look);
          else requestAnimationFrame(() => done(performance.now() - began));
        };
        window.postMessage({ type: 'page', page: data, isTrusted: true }, '*');
        look();
      }),
    page,
  );
}

/** Script and layout of each step of a drag over the whole map, there and back; the first ones warm the code up. */
function dragSteps(tab: Page): Promise<readonly number[]> {
  return tab.evaluate(async () => {
    const handle = document.querySelector<HTMLElement>('.handle');
    const rail = document.querySelector('.rail')?.getBoundingClientRect();
    if (handle === null || rail === undefined) throw new Error('There is nothing to drag.');
    // Events that are made up cannot be captured.
    handle.setPointerCapture = () => undefined;
    const send = (type: string, x: number): boolean =>
      handle.dispatchEvent(new PointerEvent(type, { bubbles: true, button: 0, pointerId: 1, clientX: x, clientY: 10 }));
    send('pointerdown', rail.left);
    const times: number[] = [];
    const steps = 150;
    for (let step = 0; step < steps * 2; step++) {
      const share = step < steps ? 1 - step / steps : (step - steps) / steps;
      const place = handle.getAttribute('aria-valuenow');
      const began = performance.now();
      send('pointermove', rail.left + rail.width * share);
      await new Promise((done) => queueMicrotask(() => queueMicrotask(() => done(undefined))));
      document.body.getBoundingClientRect();
      // The pointer may still be nearest to the same place.
      if (handle.getAttribute('aria-valuenow') !== place) times.push(performance.now() - began);
      await new Promise((done) => requestAnimationFrame(done));
    }
    handle.dispatchEvent(new PointerEvent('lostpointercapture'));
    return times.slice(Math.min(40, Math.floor(times.length / 4)));
  });
}

/** Times between frames while the mouse drags. */
async function dragFrames(tab: Page): Promise<readonly number[]> {
  const from = await tab.locator('.handle-text').first().boundingBox();
  const band = await tab.locator('.band').boundingBox();
  if (from === null || band === null) throw new Error('The map is not drawn.');
  await tab.mouse.move(from.x + from.width / 2, from.y + 8);
  await tab.mouse.down();
  await tab.evaluate(() => {
    const frames: number[] = [];
    let last = performance.now();
    const note = (now: number): void => {
      frames.push(now - last);
      last = now;
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
    Object.assign(window, { frames });
  });
  await tab.mouse.move(band.x + band.width * 0.1, band.y, { steps: 60 });
  await tab.mouse.move(band.x + band.width * 0.9, band.y, { steps: 60 });
  const frames = await tab.evaluate(() => (window as unknown as { frames: number[] }).frames);
  await tab.mouse.up();
  return frames.slice(2);
}
