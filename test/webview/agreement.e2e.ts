// The page and the command line agree: figures of the 128-tool, 200,000-token request with its breakpoints at three places.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatMoney, formatRate } from '../../server/src/engine/estimate/index.ts';
import type { ProfilePage } from '../../server/src/protocol/index.ts';
import { analysedPage, type LargeMarks, largeAgent, readFigures, webBench } from './harness/index.ts';

const bench = webBench();
const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** Marks in the source, and the parts behind which the user sets them on the page. */
const places: readonly (readonly [LargeMarks, readonly string[]])[] = [
  [{ tools: 63 }, ['tool_63']],
  [{ tools: 127, system: 0 }, ['tool_127', 'system']],
  [{ system: 1, messages: true }, ['system#2', 'user']],
];

let folder: string;
let page: ProfilePage;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hitrate-'));
  page = await analysedPage(new Map([['/p/agent.ts', largeAgent({})]]), '/p/agent.ts');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the prompt is as large as it is said to be', () => {
  expect(page.blocks.filter(({ level }) => level === 'tools')).toHaveLength(128);
  const tokens = page.blocks.reduce((sum, block) => sum + block.tokens, 0);
  expect(tokens).toBeGreaterThan(190_000);
  expect(tokens).toBeLessThan(215_000);
});

test.each(places)('with marks at %o', async (marks, parts) => {
  const { tab } = await bench.open({ show: page });
  await tab.getByText('parts, one by one').click();
  for (const part of parts) {
    const [name = '', number = '1'] = part.split('#');
    const boxes = tab.getByRole('checkbox', { name: `Breakpoint behind ${name}`, exact: true });
    await boxes.nth(Number(number) - 1).check();
  }
  const shown = await readFigures(tab);
  const { tick, run, day } = await profiled(marks);
  expect(shown).toEqual({
    uncached: money(tick.uncached),
    cold: money(tick.cold),
    warm: money(tick.warm),
    run: money(run.cost),
    day: money(day.cost),
    latest: formatRate(run.latestHitRate),
    whole: formatRate(run.hitRate),
    ratio: shown.ratio,
  });
});

interface Profiled {
  readonly tick: { readonly uncached: number; readonly cold: number; readonly warm: number };
  readonly run: { readonly cost: number; readonly latestHitRate: number; readonly hitRate: number };
  readonly day: { readonly cost: number };
}

async function profiled(marks: LargeMarks): Promise<Profiled> {
  const file = path.join(folder, 'agent.ts');
  await writeFile(file, largeAgent(marks));
  const { stdout } = await promisify(execFile)(process.execPath, [cli, 'profile', file, '--format', 'json'], {
    maxBuffer: 64_000_000,
  });
  return JSON.parse(stdout).calls[0];
}

function money(dollars: number): string {
  return formatMoney(BigInt(Math.round(dollars * 1e12)));
}
