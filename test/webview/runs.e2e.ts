// Runs, exports and what is remembered, in a real browser.
import { expect, test } from 'vitest';
import type { RecordingProfile } from '../../server/src/protocol/index.ts';
import { pageToHostSchema } from '../../server/src/protocol/index.ts';
import { samplePage, sampleRun, supportAgent, webBench } from './harness/index.ts';

const bench = webBench();
const run = sampleRun(supportAgent);

test('a run: what is asked for, its progress, its ticks beside the prediction', async () => {
  const { tab, send, posted } = await bench.open({ show: supportAgent });
  await tab.locator('#tab-run').click();
  await tab.getByLabel('question').fill('Is it here yet?');
  await tab.getByLabel('Tool results').fill('120');
  await tab.getByRole('button', { name: 'Run 10 ticks' }).click();
  expect(await posted('run')).toEqual([
    {
      type: 'run',
      provider: 'local',
      scenario: { ...supportAgent.scenario, toolResultTokens: 120 },
      samples: { question: 'Is it here yet?' },
    },
  ]);
  for (const tick of run.ticks.slice(0, 3)) await send({ type: 'tick', tick });
  await tab.getByText('Tick 4 of 10').waitFor();
  expect(await tab.getByRole('progressbar').getAttribute('value')).toBe('3');
  await send({ type: 'run', run, time: 1_800_000_000_000 });
  await tab.getByText('Sent to the local provider').waitFor();
  expect(await tab.locator('.panel tbody tr').count()).toBe(10);
});

test('a run is cancelled, and what came until then stays', async () => {
  const { tab, send, posted } = await bench.open({ show: supportAgent });
  await tab.locator('#tab-run').click();
  await tab.getByRole('button', { name: 'Run 10 ticks' }).press('Enter');
  await send({ type: 'tick', tick: run.ticks[0] as (typeof run.ticks)[number] });
  await tab.getByRole('button', { name: 'Cancel' }).press('Enter');
  expect(await posted('cancel')).toHaveLength(1);
  await send({ type: 'runFailed', why: 'The program was stopped.', next: 'none' });
  await tab.getByText('Cancelled after 1 tick.').waitFor();
  expect(await tab.getByRole('button', { name: 'Run 10 ticks' }).isEnabled()).toBe(true);
});

test('a live run is held to its limit, and says what helps when it fails', async () => {
  const { tab, send, posted } = await bench.open({ show: supportAgent });
  await tab.locator('#tab-run').click();
  await tab.getByLabel('Sent to').selectOption('anthropic');
  await tab.getByLabel('Limit').fill('0.01');
  expect(await tab.getByRole('button', { name: 'Run 10 ticks' }).isDisabled()).toBe(true);
  await tab.getByText('That is more than the limit').waitFor();
  await tab.getByLabel('Limit').fill('2');
  await tab.getByRole('button', { name: 'Run 10 ticks' }).click();
  expect(await posted('run')).toMatchObject([{ provider: 'anthropic', mostDollars: 2 }]);
  await send({ type: 'runFailed', why: 'A live run needs a key of the provider.', next: 'set-key' });
  expect(await tab.getByRole('alert').textContent()).toContain('needs a key');
  await tab.getByRole('button', { name: 'Set the key…' }).click();
  expect(await posted('setKey')).toEqual([{ type: 'setKey', provider: 'anthropic' }]);
});

test('an untrusted workspace runs nothing, and says how to change that', async () => {
  const { tab, posted } = await bench.open({ show: supportAgent, isTrusted: false });
  await tab.locator('#tab-run').click();
  expect(await tab.getByRole('button', { name: 'Run 10 ticks' }).isDisabled()).toBe(true);
  await tab.getByRole('button', { name: 'Manage trust' }).click();
  expect(await posted('trust')).toHaveLength(1);
});

test('why a tick missed: the two texts, the reason, the finding and its fix', async () => {
  const { tab, send, posted } = await bench.open({ show: supportAgent });
  await send({ type: 'run', run, time: 1 });
  await tab.locator('#tab-misses').click();
  await tab.getByText('Ticks 2 to 10').waitFor();
  await tab.getByRole('button', { name: 'Measured' }).click();
  expect(await tab.locator('mark').allTextContents()).toEqual(['0', '5']);
  await tab.getByRole('button', { name: 'Move the clock behind the last breakpoint' }).click();
  expect(await posted('applyFix')).toEqual([
    { type: 'applyFix', version: supportAgent.version, fingerprint: 'f1', fix: 0 },
  ]);
});

test('what is not reported is not 0%', async () => {
  const { tab, send } = await bench.open({ show: supportAgent });
  await tab.locator('#tab-run').click();
  await tab.getByLabel('Sent to').selectOption('recording');
  await send({ type: 'recording', name: 'night.jsonl', profile: recording });
  await tab.getByText('night.jsonl').waitFor();
  expect(await tab.locator('.panel').getByText('not reported').count()).toBeGreaterThan(1);
  expect(await tab.locator('.panel').getByText('0%', { exact: true }).count()).toBe(0);
});

test('exports hold the figures of the page', async () => {
  const { tab, posted, offences } = await bench.open({ show: supportAgent });
  await tab.locator('#tab-keep').click();
  for (const name of ['CSV', 'JSON', 'Markdown', 'SVG', 'PNG']) {
    await tab.getByRole('button', { name, exact: true }).click();
  }
  await tab.waitForFunction(() => {
    const { posted: all } = window as unknown as { posted: { type: string }[] };
    return all.filter(({ type }) => type === 'export').length === 5;
  });
  const exported = await posted('export');
  for (const one of exported) pageToHostSchema.parse(one);
  const contentOf = (end: string): string => exported.find(({ name }) => name.endsWith(end))?.content ?? '';
  const [head, ...rows] = contentOf('.csv').trim().split('\r\n');
  expect(head).toBe(
    'tick,input,read,write_5m,write_1h,write_30m,fresh,output,prompt_hit_rate,cost_usd,uncached_usd,miss_reason',
  );
  expect(rows).toHaveLength(10);
  expect(rows[1]).toMatch(/^2,5598,0,5252,0,0,346,200,0,0\.0\d+,0\.0\d+,system_changed$/);
  const json = JSON.parse(contentOf('.json'));
  expect(json.run.cost).toBeCloseTo(
    run.ticks.reduce((sum, { cost = 0 }) => sum + cost, 0),
    12,
  );
  expect(contentOf('.md')).toContain('| run of 10 ticks | $0.3045 |');
  const svg = contentOf('.svg');
  expect(svg.slice(0, 5)).toBe('<svg ');
  expect(/var\(|class=|color\(/.exec(svg)?.[0]).toBeUndefined();
  expect(svg.includes('url(#bill-fresh)')).toBe(true);
  const png = Buffer.from(contentOf('.png'), 'base64');
  expect([...png.subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join('')).toBe('PNG');
  expect(png.readUInt32BE(16)).toBe(1_760);
  expect(await offences()).toEqual([]);
});

test('what was played with is there again after a reload, and goes when the code changes', async () => {
  const { tab, send, posted } = await bench.open({ show: supportAgent });
  await tab.getByRole('slider', { name: 'Breakpoint' }).focus();
  await tab.keyboard.press('PageDown');
  await tab.locator('.head').getByLabel('Ticks').fill('25');
  await tab.locator('#tab-what-if').click();
  await tab.waitForTimeout(600);
  const kept = await posted('keep');
  expect(kept.at(-1)?.page.scenario?.ticks).toBe(25);
  for (const one of kept) pageToHostSchema.parse(one);
  await tab.reload();
  await send({ type: 'page', page: supportAgent, isTrusted: true });
  const handle = tab.getByRole('slider', { name: 'Breakpoint' });
  expect(await handle.getAttribute('aria-valuetext')).toContain('clock');
  expect(await tab.locator('.head').getByLabel('Ticks').inputValue()).toBe('25');
  expect(await tab.locator('#tab-what-if').getAttribute('aria-selected')).toBe('true');
  await send({ type: 'page', page: { ...supportAgent, version: 8, marks: [{ block: 2 }] }, isTrusted: true });
  await tab.waitForFunction(() =>
    document.querySelector('.handle')?.getAttribute('aria-valuetext')?.includes('send_mail'),
  );
});

test('two runs are compared, and forgotten', async () => {
  const mended = samplePage({
    name: 'mended',
    parts: [{ level: 'system', label: 'policy', tokens: 4_000, mark: {} }],
  });
  const { tab, send, posted } = await bench.open({ show: supportAgent });
  await send({ type: 'run', run, time: 1_800_000_000_000 });
  await send({ type: 'run', run: sampleRun(mended), time: 1_800_000_060_000 });
  await tab.locator('#tab-keep').click();
  expect(await tab.getByRole('region', { name: 'Runs so far' }).textContent()).toMatch(/\d+% less/);
  expect(await tab.getByRole('region', { name: 'Two runs side by side' }).locator('tbody tr').count()).toBe(10);
  await tab.getByRole('button', { name: 'Forget them' }).click();
  await tab.waitForTimeout(600);
  expect((await posted('keep')).at(-1)?.page.runs).toEqual([]);
});

test('every panel is reached by keys alone', async () => {
  const { tab } = await bench.open({ show: supportAgent });
  await tab.locator('#tab-ticks').focus();
  for (const id of ['tab-run', 'tab-misses', 'tab-what-if', 'tab-levers', 'tab-stages', 'tab-keep', 'tab-ticks']) {
    await tab.keyboard.press('ArrowRight');
    expect(await tab.evaluate(() => document.activeElement?.id)).toBe(id);
  }
});

const noTokens = { fresh: 0, write5m: 0, write1h: 0, read: 0, output: 0 };
const recording: RecordingProfile = {
  version: 1,
  format: 'hitrate',
  calls: 2,
  withoutUsage: 2,
  conversationCount: 1,
  conversations: [
    {
      number: 1,
      model: 'claude-sonnet-4-6',
      provider: 'anthropic',
      ticks: 2,
      tokens: noTokens,
      writesNeverRead: 0,
      lapsedPauses: 0,
      plan: [],
      details: [
        { tick: 1, toolCalls: 0 },
        { tick: 2, toolCalls: 0, failure: '429' },
      ],
    },
  ],
  tokens: noTokens,
  misses: {},
  writesNeverRead: 0,
  written: 0,
  lapsedPauses: 0,
  plans: [],
  toolCallsPerAnswer: {},
  notes: [],
};
