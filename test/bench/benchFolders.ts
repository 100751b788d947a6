// Measures cold and second checks of folders beside oxlint and biome, and what a check costs when a folder grows.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { distribution } from './distribution.ts';
import { foundBadCalls, injectBadCalls } from './injectBadCalls.ts';
import type { Linters } from './linters.ts';
import { type CommandRun, measureCommand } from './measureCommand.ts';
import { megabytes, milliseconds, printTable, times } from './printTable.ts';

const planted = 20;

export interface FoldersInput {
  /** `cli.js` of the build that is measured. */
  readonly cli: string;
  readonly linters: Linters;
  /** Rounds; in each, every command runs once, so that a busy moment meets all of them. */
  readonly runs: number;
}

/** Throws when a timed cold check misses one of the planted calls. */
export async function benchCheck(title: string, folders: readonly string[], input: FoldersInput): Promise<void> {
  await inScratch(async (scratch) => {
    const work = join(scratch, 'work');
    for (const folder of folders) copyInto(folder, join(work, basename(folder)));
    for (const folder of folders) if (folders.length === 1) injectBadCalls(join(work, basename(folder)), planted);
    if (folders.length > 1) injectBadCalls(work, planted);
    const { cli, linters, runs } = input;
    const cache = join(scratch, 'cache');
    const check = [cli, 'check', '--format', 'json', '--cache-dir', cache, work];
    const commands = {
      'hitrate check, cold': async () => {
        rmSync(cache, { recursive: true, force: true });
        const run = await measureCommand(check);
        const found = foundBadCalls(run.stdout);
        if (found !== planted) throw new Error(`${title}: ${found} of ${planted} planted calls were found.`);
        return run;
      },
      'hitrate check, second': () => measureCommand(check),
      oxlint: () => measureCommand([linters.oxlint, work]),
      'biome lint': () => measureCommand([linters.biome, 'lint', '--vcs-enabled=false', work]),
    };
    const measured = new Map<string, CommandRun[]>(Object.keys(commands).map((name) => [name, []]));
    for (let round = 0; round < runs; round++)
      for (const [name, command] of Object.entries(commands)) measured.get(name)?.push(await command());
    const median = (name: string): number => distribution((measured.get(name) ?? []).map(({ time }) => time)).median;
    const peak = (name: string): number | undefined =>
      (measured.get(name) ?? []).reduce<number | undefined>(
        (most, { peakBytes }) => larger(most, peakBytes),
        undefined,
      );
    printTable(`${title}: ${runs} rounds, ${planted} planted calls found in each cold check`, [
      ['', 'min', 'median', 'to oxlint', 'to biome', 'peak memory'],
      ...Object.keys(commands).map((name) => [
        name,
        milliseconds(distribution((measured.get(name) ?? []).map(({ time }) => time)).min),
        milliseconds(median(name)),
        times(median(name), median('oxlint')),
        times(median(name), median('biome lint')),
        megabytes(peak(name)),
      ]),
    ]);
  });
}

/** Cold checks of one, two, four and eight copies of a repository in one folder. */
export async function benchScaling(folder: string, { cli, runs }: FoldersInput): Promise<void> {
  await inScratch(async (scratch) => {
    const sizes = [1, 2, 4, 8];
    for (const copies of sizes)
      for (let copy = 0; copy < copies; copy++) copyInto(folder, join(scratch, String(copies), `copy${copy}`));
    const measured = new Map<number, CommandRun[]>(sizes.map((copies) => [copies, []]));
    for (let round = 0; round < runs; round++)
      for (const copies of sizes)
        measured.get(copies)?.push(await measureCommand([cli, 'check', '--no-cache', join(scratch, String(copies))]));
    const median = (copies: number): number =>
      distribution((measured.get(copies) ?? []).map(({ time }) => time)).median;
    printTable(`Cold check of copies of ${basename(folder)}: ${runs} rounds`, [
      ['copies', 'median', 'to one copy', 'peak memory'],
      ...sizes.map((copies) => [
        String(copies),
        milliseconds(median(copies)),
        times(median(copies), median(1)),
        megabytes(
          (measured.get(copies) ?? []).reduce<number | undefined>(
            (most, run) => larger(most, run.peakBytes),
            undefined,
          ),
        ),
      ]),
    ]);
  });
}

function larger(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}

function copyInto(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  cpSync(from, to, {
    recursive: true,
    filter: (path) => !/[\\/](?:node_modules|\.git)$/.test(path),
    verbatimSymlinks: true,
  });
}

async function inScratch(body: (scratch: string) => Promise<void>): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'hitrate-bench-'));
  try {
    await body(scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
