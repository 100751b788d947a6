// The prompt map in a real browser: breakpoints move by mouse and by keys, and the figures follow what the engine says.
import { describe, expect, test } from 'vitest';
import { formatMoney, formatRate } from '../../server/src/engine/estimate/index.ts';
import {
  addUsage,
  type CatalogModel,
  hitRate,
  type PromptPlan,
  profileRun,
  replan,
  unpack,
} from '../../server/src/engine/profile/index.ts';
import type { PageMark, ProfilePage } from '../../server/src/protocol/index.ts';
import { largePage, readFigures, type ShownFigures, samplePage, supportAgent, webBench } from './harness/index.ts';

const bench = webBench();

describe('breakpoints', () => {
  test('follow the mouse to the nearest place, and the figures follow', async () => {
    const { tab, offences } = await bench.open({ show: supportAgent });
    const handle = tab.getByRole('slider', { name: 'Breakpoint' });
    const before = await readFigures(tab);
    const band = await tab.locator('.band').boundingBox();
    const from = await tab.locator('.handle-text').boundingBox();
    if (band === null || from === null) throw new Error('The map is not drawn.');
    await tab.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await tab.mouse.down();
    // A little into the policy: the end of the tools is nearest.
    await tab.mouse.move(band.x + band.width * 0.33, band.y, { steps: 12 });
    expect(await handle.getAttribute('aria-valuetext')).toContain('send_mail (tools 3 of 3), 1,570 tokens in front');
    expect(await readFigures(tab)).toEqual(expectedFigures(supportAgent, [{ block: 2 }]));
    await tab.mouse.up();
    expect(await readFigures(tab)).not.toEqual(before);
    await tab.getByRole('button', { name: 'Reset' }).click();
    expect(await readFigures(tab)).toEqual(before);
    expect(await offences()).toEqual([]);
  });

  test('go from place to place by keys, change their lifetime, and go away', async () => {
    const { tab, posted } = await bench.open({ show: supportAgent });
    const handle = tab.getByRole('slider', { name: 'Breakpoint' });
    await handle.focus();
    await tab.keyboard.press('PageDown');
    expect(await handle.getAttribute('aria-valuetext')).toContain('clock (system 2 of 2)');
    await tab.keyboard.press('ArrowLeft');
    expect(await handle.getAttribute('aria-valuetext')).toContain('policy (system 1 of 2)');
    expect(await readFigures(tab)).toEqual(expectedFigures(supportAgent, [{ block: 3 }]));
    await tab.getByRole('button', { name: '1h', exact: true }).press('Enter');
    expect(await readFigures(tab)).toEqual(expectedFigures(supportAgent, [{ block: 3, ttl: '1h' }]));
    await tab.getByRole('button', { name: 'Apply to code' }).press('Enter');
    expect(await posted('applyMarks')).toEqual([
      { type: 'applyMarks', version: supportAgent.version, marks: [{ block: 3, ttl: '1h' }] },
    ]);
    await handle.focus();
    await tab.keyboard.press('Delete');
    expect(await handle.count()).toBe(0);
    expect((await readFigures(tab)).warm).toBe((await readFigures(tab)).uncached);
    await tab.getByRole('button', { name: 'Add breakpoint' }).press('Enter');
    expect(await handle.count()).toBe(1);
  });

  test('stand nowhere that the provider takes none, and no more of them than it takes', async () => {
    const barred: ProfilePage = {
      ...supportAgent,
      blocks: supportAgent.blocks.map((block, at) => (at === 4 ? { ...block, noMark: 'Not here.' } : block)),
    };
    const { tab } = await bench.open({ show: barred });
    const handle = tab.getByRole('slider', { name: 'Breakpoint' });
    await handle.focus();
    await tab.keyboard.press('ArrowLeft');
    expect(await handle.getAttribute('aria-valuetext')).toContain('policy');
    const add = tab.getByRole('button', { name: 'Add breakpoint' });
    for (let at = 0; at < 3; at++) await add.click();
    expect(await handle.count()).toBe(4);
    expect(await add.isDisabled()).toBe(true);
  });

  test('say what cannot be written into the code', async () => {
    const why = 'The block is made by a helper in another package.';
    const fixed = samplePage({ name: 'fixed', parts: [{ level: 'system', label: 'policy', tokens: 3_000 }] });
    const { tab } = await bench.open({
      show: { ...fixed, blocks: fixed.blocks.map((block) => ({ ...block, notWritable: why })) },
    });
    await tab.getByRole('button', { name: 'Add breakpoint' }).click();
    expect(await tab.getByText(why).isVisible()).toBe(true);
    expect(await tab.getByRole('button', { name: 'Apply to code' }).isDisabled()).toBe(true);
  });
});

describe('the large prompt', () => {
  /** Behind the first half of the tools, behind the contract, and both with the moving end. */
  const places: readonly (readonly PageMark[])[] = [
    [{ block: 63 }],
    [{ block: 128 }],
    [{ block: 127 }, { block: 130 }],
  ];

  test('128 tools and 200,000 tokens: at three places every figure is what the engine says', async () => {
    const { tab, send } = await bench.open();
    for (const [at, marks] of places.entries()) {
      await send({ type: 'page', page: { ...largePage, marks, key: `large ${at}` }, isTrusted: true });
      await tab.waitForFunction((count) => document.querySelectorAll('.handle').length === count, marks.length);
      expect(await readFigures(tab)).toEqual(expectedFigures(largePage, marks));
    }
  });

  test('a drag goes over all 131 places', async () => {
    const { tab } = await bench.open({ show: largePage });
    const handle = tab.getByRole('slider', { name: 'Breakpoint' }).first();
    const band = await tab.locator('.band').boundingBox();
    const from = await tab.locator('.handle-text').first().boundingBox();
    if (band === null || from === null) throw new Error('The map is not drawn.');
    await tab.mouse.move(from.x + from.width / 2, from.y + 10);
    await tab.mouse.down();
    await tab.mouse.move(band.x + 1, band.y, { steps: 40 });
    await tab.mouse.up();
    expect(await handle.getAttribute('aria-valuetext')).toContain('tool_0 (tools 1 of 128)');
    expect(await readFigures(tab)).toEqual(expectedFigures(largePage, [{ block: 0 }, { block: 130 }]));
  });
});

test('a click on a part shows its source, and so does its row', async () => {
  const { tab, posted } = await bench.open({ show: supportAgent });
  await tab.locator('.span-system').first().click();
  await tab.getByText('6 parts, one by one').press('Enter');
  await tab.getByRole('button', { name: 'refund_order' }).press('Enter');
  expect(await posted('reveal')).toMatchObject([{ start: { line: 13 } }, { start: { line: 11 } }]);
  await tab.getByRole('checkbox', { name: 'Breakpoint behind policy' }).press('Space');
  expect(await tab.getByRole('slider', { name: 'Breakpoint' }).count()).toBe(2);
});

test('a tick is read out under the mouse, and the map shows the tick that is chosen', async () => {
  const { tab } = await bench.open({ show: supportAgent });
  const chart = tab.getByRole('slider', { name: 'Tick' });
  const box = await chart.boundingBox();
  if (box === null) throw new Error('The chart is not drawn.');
  await tab.mouse.move(box.x + box.width * 0.5, box.y + 100);
  expect(await tab.locator('.readout-tick').textContent()).toBe('Tick 5');
  await tab.mouse.move(box.x + box.width * 0.5, box.y - 60);
  expect(await tab.locator('.readout-tick').textContent()).toBe('Tick 1');
  await chart.focus();
  await tab.keyboard.press('End');
  expect(await tab.locator('.readout-tick').textContent()).toBe('Tick 10');
  await tab.getByText('tokens at tick 10, in wire order').waitFor();
  await tab.locator('.legend').getByText('Newest turn').waitFor();
});

test('the course’s support agent: 4,700 tokens at the first tick, 7,900 at the twentieth', async () => {
  const { tab } = await bench.open({ show: samplePage({ ...course, model: 'claude-sonnet-4-5' }) });
  await tab.getByRole('button', { name: 'From the course: support agent' }).click();
  await tab.getByRole('button', { name: 'Table' }).click();
  const inputs = await tab.locator('tbody tr td:nth-child(2)').allTextContents();
  expect([1, 5, 10, 20].map((tick) => inputs[tick - 1])).toEqual(['4,700', '5,500', '6,300', '7,900']);
  expect((await readFigures(tab)).whole).toBe('0%');
  const add = tab.getByRole('button', { name: 'Add breakpoint' });
  await add.click();
  expect((await readFigures(tab)).latest).toBe('57%');
  expect(await tab.getByRole('button', { name: 'Apply to code' }).isDisabled()).toBe(true);
});

const course = { name: 'any', parts: [{ level: 'system', label: 'policy', tokens: 3_000 }] } as const;

/** What the cost panel must show, straight from the engine. */
function expectedFigures(page: ProfilePage, marks: readonly PageMark[]): ShownFigures {
  if (page.model === undefined) throw new Error('Figures need a model.');
  const model = unpack<CatalogModel>(page.model.packed);
  const plan = replan(unpack<PromptPlan>(page.plan), { marks });
  const { ticks } = profileRun(plan, page.scenario, model);
  const again = profileRun({ ...plan, grows: false }, { ...page.scenario, ticks: 2, gapSeconds: 30 }, model).ticks[1];
  const total = ticks.reduce((sum, { cost = 0n }) => sum + cost, 0n);
  const whole = addUsage(ticks.map(({ usage }) => usage));
  const written = whole.write5m + whole.write1h;
  const money = (value: bigint | undefined): string => (value === undefined ? 'no price' : formatMoney(value));
  return {
    uncached: money(ticks[0]?.uncached),
    cold: money(ticks[0]?.cost),
    warm: money(again?.cost),
    run: money(total),
    day: money(total * BigInt(page.scenario.tasksPerDay)),
    latest: formatRate(ticks.at(-1)?.hitRate),
    whole: formatRate(hitRate(whole)),
    ratio: written === 0 ? 'nothing written' : (whole.read / written).toFixed(1),
  };
}
