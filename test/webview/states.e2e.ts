// Every state that the page can be in, in every theme: it says what is the matter, and axe finds no serious problem.
import { describe, expect, test } from 'vitest';
import {
  hostilePage,
  hostileTexts,
  largePage,
  type OpenedPage,
  readFigures,
  samplePage,
  sampleRun,
  seriousProblems,
  supportAgent,
  type ThemeName,
  themes,
  webBench,
} from './harness/index.ts';

const bench = webBench();
const tabs = ['ticks', 'run', 'misses', 'what-if', 'levers', 'stages', 'keep'] as const;

describe('a state', () => {
  test('loading', async () => {
    const { tab } = await bench.open();
    expect(await tab.getByRole('status').textContent()).toBe('Reading the prompt…');
    expect(await seriousProblems(tab)).toEqual([]);
  });

  test('no model call, with the course’s agent to look at instead', async () => {
    const { tab, send } = await bench.open();
    await send({ type: 'gone', why: 'There is no model call in notes.ts.' });
    expect(await tab.getByRole('status').textContent()).toBe('There is no model call in notes.ts.');
    expect(await seriousProblems(tab)).toEqual([]);
    await tab.getByRole('button', { name: 'From the course: support agent' }).click();
    expect(await tab.getByRole('heading', { level: 1 }).textContent()).toBe('Support agent of the course');
    expect(await seriousProblems(tab)).toEqual([]);
  });

  test('the call goes while it is shown', async () => {
    const { tab, send } = await bench.open({ show: supportAgent });
    await send({ type: 'gone', why: 'There is no model call in agent.ts any more.' });
    await tab.getByText('any more').waitFor();
    await send({ type: 'page', page: supportAgent, isTrusted: true });
    await tab.locator('.map').waitFor();
  });

  test('a model that is not known: tokens without dollars', async () => {
    const page = samplePage({
      name: 'unknown',
      model: 'acme-9000',
      parts: [{ level: 'system', label: 'a', tokens: 900 }],
    });
    for (const plan of [page.plan, '']) {
      const { tab, offences } = await bench.open({ show: { ...page, plan } });
      expect(await tab.getByRole('note').textContent()).toContain('does not name the model');
      expect(await tab.locator('.map').isVisible()).toBe(true);
      for (const one of tabs) await tab.locator(`#tab-${one}`).click();
      expect(await seriousProblems(tab)).toEqual([]);
      expect(await offences()).toEqual([]);
    }
  });

  test('a model without prices: ticks in tokens, and no price made up', async () => {
    const { tab, offences } = await bench.open({ show: unpriced() });
    expect((await readFigures(tab)).run).toBe('no price');
    expect(await tab.getByRole('button', { name: 'Dollars' }).isDisabled()).toBe(true);
    for (const one of tabs) await tab.locator(`#tab-${one}`).click();
    expect(await offences()).toEqual([]);
  });

  test('no findings, and nothing that misses', async () => {
    const { tab } = await bench.open({ show: largePage });
    await tab.locator('#tab-misses').click();
    const panel = tab.getByRole('tabpanel');
    await panel.getByText('No tick misses what an earlier one cached.').waitFor();
    await panel.getByText('No findings').waitFor();
  });

  test('a request that the provider refuses, in its words', async () => {
    const parts = [
      { level: 'tools', label: 'tool', tokens: 2_000, mark: {} },
      { level: 'system', label: 'policy', tokens: 2_000, mark: { ttl: '1h' } },
    ] as const;
    const { tab } = await bench.open({ show: samplePage({ name: 'refused', parts }) });
    expect(await tab.getByRole('alert').textContent()).toContain('must not come after');
    for (const one of tabs) await tab.locator(`#tab-${one}`).click();
    expect(await seriousProblems(tab)).toEqual([]);
  });

  test('200 ticks', async () => {
    const { tab } = await bench.open({ show: { ...largePage, scenario: { ...largePage.scenario, ticks: 200 } } });
    const chart = tab.getByRole('slider', { name: 'Tick' });
    await chart.focus();
    await tab.keyboard.press('End');
    expect(await chart.getAttribute('aria-valuetext')).toMatch(/^Tick 200 of 200: 302,/);
    await tab.getByRole('button', { name: 'Table' }).click();
    expect(await tab.locator('tbody tr').count()).toBe(200);
  });

  test.each([1, 2])('%i ticks', async (ticks) => {
    const { tab, offences } = await bench.open({
      show: { ...supportAgent, scenario: { ...supportAgent.scenario, ticks } },
    });
    for (const one of tabs) await tab.locator(`#tab-${one}`).click();
    expect(await offences()).toEqual([]);
  });
});

test('hostile text stays text', async () => {
  const page = await bench.open({ show: hostilePage() });
  const { tab, send, offences } = page;
  await tab.getByText('7 parts, one by one').click();
  for (const one of tabs) {
    await tab.locator(`#tab-${one}`).click();
    await tab.getByText('What these numbers rest on').click();
  }
  await send({
    type: 'run',
    run: { ...sampleRun(supportAgent), ended: hostileTexts[1], model: hostileTexts[0] },
    time: 1,
  });
  await send({ type: 'notice', kind: 'failed', text: hostileTexts[2] });
  await tab.locator('#tab-run').click();
  await send({ type: 'runFailed', why: hostileTexts.join(' '), next: 'none' });
  expect(await tab.locator('#root script, #root img, #root [onload], a[href^="javascript"]').count()).toBe(0);
  expect(await tab.getByRole('heading', { level: 1 }).textContent()).toContain('</script><script>alert(1)</script>');
  const shown = (await tab.locator('#root').textContent()) ?? '';
  expect([0x202e, 0x2066, 0x2069, 0x1b, 0x07, 0].filter((code) => shown.includes(String.fromCharCode(code)))).toEqual(
    [],
  );
  expect(shown).toContain('U+202E');
  expect(shown).toContain('␛[31m');
  expect(shown.length).toBeLessThan(60_000);
  expect(await offences()).toEqual([]);
  expect(await overflow(page)).toBe(0);
});

describe.each(Object.keys(themes) as ThemeName[])('%s', (theme) => {
  test('no serious problem in any panel', async () => {
    const { tab, send } = await bench.open({ show: supportAgent, theme });
    await send({ type: 'run', run: sampleRun(supportAgent), time: 1_800_000_000_000 });
    await send({ type: 'run', run: sampleRun(supportAgent), time: 1_800_000_060_000 });
    await tab.getByText('6 parts, one by one').click();
    await tab.getByRole('slider', { name: 'Breakpoint' }).focus();
    for (const one of tabs) {
      await tab.locator(`#tab-${one}`).click();
      await tab.waitForTimeout(200);
      expect([one, await seriousProblems(tab)]).toEqual([one, []]);
    }
    await tab.locator('#tab-ticks').click();
    await tab.getByRole('button', { name: 'Table' }).click();
    expect(await seriousProblems(tab)).toEqual([]);
  });
});

test.each([320, 480, 800, 1_800])('nothing runs over the edge of a page %i pixels wide', async (width) => {
  const page = await bench.open({ show: supportAgent, width });
  for (const one of tabs) {
    await page.tab.locator(`#tab-${one}`).click();
    await page.tab.waitForTimeout(150);
    expect([one, await overflow(page)]).toEqual([one, 0]);
  }
});

/** Pixels by which the page is wider than its window. */
function overflow({ tab }: OpenedPage): Promise<number> {
  return tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

function unpriced(): typeof supportAgent {
  const { model } = supportAgent;
  if (model === undefined) return supportAgent;
  const { rates: _, ...bare } = JSON.parse(model.packed);
  return { ...supportAgent, model: { ...model, packed: JSON.stringify(bare), hasPrices: false } };
}
