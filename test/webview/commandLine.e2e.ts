// The page and the command line say the same of the same source, to the last figure.
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../server/src/engine/index.ts';
import { startEngine } from '../../server/src/host/index.ts';
import { type OpenedPage, readFigures, seriousProblems, webBench } from './harness/index.ts';
import { commandLine, markedText, realPage } from './harness/realPage.ts';

const bench = webBench();
let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.dispose());

const words = 'The contract names what is owed, to whom, by when, and what happens when it is not paid in time. ';
const tools = Array.from(
  { length: 128 },
  (_, at) => `  {
    name: 'tool_${at}',
    description: '${words.repeat(20)}',
    input_schema: { type: 'object', properties: { id: { type: 'string', description: 'Which one.' } } },
  },`,
).join('\n');
/** 128 tools and about 200,000 tokens. */
const large = `import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
const tools: Anthropic.Tool[] = [
${tools}
];
export async function review(question: string) {
  const messages: Anthropic.MessageParam[] = [{ role: 'user', content: [{ type: 'text', text: question }] }];
  for (let tick = 0; tick < 10; tick++) {
    const reply = await client.messages.create({
      model: 'claude-sonnet-4-6',
      max_tokens: 500,
      tools,
      system: [
        { type: 'text', text: '${words.repeat(3_600)}' },
        { type: 'text', text: '${words.repeat(1_600)}', cache_control: { type: 'ephemeral' } },
      ],
      messages,
    });
    messages.push({ role: 'assistant', content: reply.content });
  }
}
`;

/** A loop over two tools, without a mark. */
const agent = `import Anthropic from '@anthropic-ai/sdk';
const client = new Anthropic();
const tools: Anthropic.Tool[] = [
  { name: 'read', description: '${words.repeat(8)}', input_schema: { type: 'object' } },
  { name: 'search', description: '${words.repeat(8)}', input_schema: { type: 'object' } },
];
export async function ask(messages: Anthropic.MessageParam[]) {
  for (let tick = 0; tick < 10; tick++) {
    const reply = await client.messages.create({
      model: 'claude-sonnet-4-6',
      max_tokens: 500,
      tools,
      system: '${words.repeat(80)}',
      messages,
    });
    messages.push({ role: 'assistant', content: reply.content });
  }
}
`;

/** Figures as the page writes them. */
async function figuresOfPage(opened: OpenedPage) {
  const { uncached, cold, warm, run, day, latest, whole, ratio } = await readFigures(opened.tab);
  return { uncached, cold, warm, run, day, latest, whole, ratio };
}

const money = (dollars: number): string => engine.formatMoney(BigInt(Math.round(dollars * 1e12)));
const percent = (rate: number): string => `${Math.round(rate * 100)}%`;

describe('128 tools and 200,000 tokens', () => {
  test.each([
    ['behind half of the tools', 63],
    ['behind the first system block', 128],
    ['behind the second', 129],
  ])('a breakpoint %s: every figure', async (_, block) => {
    const source = markedText(engine, large, [block]);
    const { calls } = await commandLine(engine, source, 'profile', '--no-run');
    const [{ tick, run, day, input }] = calls;
    expect(input.tokens).toBeGreaterThan(180_000);
    // The page starts where the source has its mark, and moves it by the keyboard.
    const opened = await bench.open({ show: realPage(engine, large) });
    const handle = opened.tab.getByRole('slider', { name: 'Breakpoint' });
    await handle.focus();
    for (let at = 129; at > block; at--) await handle.press('ArrowLeft');
    const shown = await figuresOfPage(opened);
    expect(shown).toMatchObject({
      uncached: money(tick.uncached),
      cold: money(tick.cold),
      warm: money(tick.warm),
      run: money(run.cost),
      day: money(day.cost),
      latest: percent(run.latestHitRate),
      whole: percent(run.hitRate),
    });
  });
});

describe('the levers', () => {
  test('save what the command line says, and none more', async () => {
    const { agents } = await commandLine(engine, agent, 'levers', '--slo', '10000');
    const opened = await bench.open({ show: realPage(engine, agent) });
    const { tab } = opened;
    await tab.locator('#tab-levers').click();
    await tab.getByRole('button', { name: 'In the background: 10 s' }).click();
    const rows = await tab.locator('.levers summary').allInnerTexts();
    const [advised] = agents;
    expect(rows).toHaveLength(advised.advice.length);
    for (const [at, { name, saves, savesPerDay, required }] of advised.advice.entries()) {
      const row = (rows[at] ?? '').replaceAll('\n', ' ');
      expect(row).toMatch(new RegExp(`^${name}`, 'i'));
      if (saves.money !== 0) expect(row).toContain(money(Math.abs(saves.money)));
      if (savesPerDay.money !== 0) expect(row).toContain(`${money(Math.abs(savesPerDay.money))} a day`);
      expect(row.includes('needed')).toBe(required);
    }
    const silent = await tab.locator('.silent dt').allTextContents();
    expect(silent).toEqual(advised.silent.map(({ name }: { name: string }) => name));
    expect(await seriousProblems(tab)).toEqual([]);
    expect(await opened.offences()).toEqual([]);
  });

  test('open by the keyboard, and follow what is assumed', async () => {
    const { tab } = await bench.open({ show: realPage(engine, agent) });
    await tab.locator('#tab-levers').click();
    const first = tab.locator('.levers summary').first();
    await first.focus();
    await first.press('Enter');
    await tab.getByText('Risk').first().waitFor();
    const before = await tab.locator('.levers').innerText();
    await tab.getByText('What is assumed').click();
    await tab.getByRole('spinbutton', { name: /^A call takes/ }).fill('4000');
    await tab.getByText('What is assumed (1 changed)').waitFor();
    expect(await tab.locator('.levers').innerText()).not.toBe(before);
    await tab.getByRole('button', { name: 'As they were' }).click();
    expect(await tab.locator('.levers').innerText()).toBe(before);
  });
});

describe('the stages', () => {
  const numbersOf = async (rows: Locator): Promise<string[][]> =>
    Promise.all((await rows.all()).map((row) => row.locator('td.number').allTextContents()));

  test('a result cache over the stream of the course: calls, hits, misses and stale answers of each tool', async () => {
    const { agents } = await commandLine(engine, undefined, 'levers', '--stage', '3');
    const { tab } = await bench.open({ show: realPage(engine, agent) });
    await tab.locator('#tab-stages').click();
    const shown = await numbersOf(tab.locator('.panel tbody tr'));
    const told = [...agents[0].cache.tools, agents[0].cache.total].map((row: Record<string, number>) =>
      [row.calls, row.hits, row.misses, row.stale].map(String),
    );
    expect(shown.slice(0, told.length).map((row) => row.slice(0, 4))).toEqual(told);
  });

  test('tool calls of one answer: the time of each way to make them', async () => {
    const { agents } = await commandLine(engine, undefined, 'levers', '--stage', '4');
    const { tab } = await bench.open({ show: realPage(engine, agent) });
    await tab.locator('#tab-stages').click();
    await tab.getByRole('button', { name: 'Tools at once' }).click();
    const captions = await tab.locator('.gantt figcaption').allTextContents();
    const walls = agents[0].dispatch.map(({ wall }: { wall: number }) => `${wall.toLocaleString('en-US')} ms`);
    expect(captions).toHaveLength(walls.length);
    for (const [at, wall] of walls.entries()) expect(captions[at]).toContain(wall);
  });

  test('batches: calls in a second, median, 99th percentile and dollars at each number of agents', async () => {
    const { agents } = await commandLine(engine, undefined, 'levers', '--stage', '5');
    const { tab } = await bench.open({ show: realPage(engine, agent) });
    await tab.locator('#tab-stages').click();
    await tab.getByRole('button', { name: 'Batches' }).click();
    await tab.locator('.panel tbody tr').first().waitFor();
    const shown = await numbersOf(tab.locator('.panel tbody tr'));
    interface Told {
      readonly callsPerSecond: number;
      readonly perRun: { readonly batched: number; readonly single: number };
    }
    const told = agents[0].batching.rows.map(({ callsPerSecond, perRun }: Told) => [
      callsPerSecond.toLocaleString('en-US'),
      money(perRun.batched),
      money(perRun.single),
    ]);
    expect(shown.map((row) => [row[0], row[4], row[7]])).toEqual(told);
  });
});
