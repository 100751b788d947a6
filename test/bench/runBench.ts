// Prints how fast the language server and the command line are, beside oxlint on the same machine in the same run.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { agentFile } from './agentFile.ts';
import { type Distribution, distribution } from './distribution.ts';
import { type CommandTimes, measureCommand } from './measureCommand.ts';
import { measureKeystrokes } from './measureKeystrokes.ts';

const keystrokes = 60;
const runs = 5;

const [root = '.', programs = 'dist', folderArgument] = process.argv.slice(2);
const folder = resolve(folderArgument ?? join(root, 'examples'));
const oxlint = join(dirname(createRequire(join(root, 'package.json')).resolve('oxlint/package.json')), 'bin', 'oxlint');

const milliseconds = (value: number): string => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
const megabytes = (bytes: number | undefined): string =>
  bytes === undefined ? '–' : `${Math.round(bytes / 1_000_000)} MB`;
const times = (ours: number, theirs: number): string => `${(ours / theirs).toFixed(2)} ×`;

function print(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_cell, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('   '),
    );
  console.log('');
}

async function benchKeystrokes(): Promise<void> {
  const project = mkdtempSync(join(tmpdir(), 'hitrate-bench-'));
  try {
    const { text, offset } = agentFile(900);
    const path = join(project, 'agent.ts');
    writeFileSync(path, text);
    const about = { project, path, text, offset, keystrokes };
    const ours = distribution(
      await measureKeystrokes({ ...about, command: [join(programs, 'server.js'), '--stdio'], pulls: true }),
    );
    const theirs = distribution(await measureKeystrokes({ ...about, command: [oxlint, '--lsp'], pulls: false }));
    const row = (name: string, one: Distribution): readonly string[] => [
      name,
      milliseconds(one.median),
      milliseconds(one.p95),
      milliseconds(one.max),
    ];
    console.log(
      `Keystroke to diagnostics: ${keystrokes} keystrokes in a function body, ${text.split('\n').length} lines`,
    );
    print([
      ['', 'p50', 'p95', 'max'],
      row('hitrate', ours),
      row('oxlint --lsp', theirs),
      ['ratio', times(ours.median, theirs.median), times(ours.p95, theirs.p95), times(ours.max, theirs.max)],
    ]);
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

function benchFolder(): void {
  const ours = measureCommand([join(programs, 'cli.js'), 'check', folder], runs);
  const theirs = measureCommand([oxlint, folder], runs);
  const row = (name: string, one: CommandTimes): readonly string[] => [
    name,
    milliseconds(one.times.min),
    milliseconds(one.times.median),
    megabytes(one.peakBytes),
  ];
  console.log(`Cold check of ${folder}: ${runs} runs`);
  print([
    ['', 'min', 'median', 'peak memory'],
    row('hitrate check', ours),
    row('oxlint', theirs),
    [
      'ratio',
      times(ours.times.min, theirs.times.min),
      times(ours.times.median, theirs.times.median),
      ours.peakBytes === undefined || theirs.peakBytes === undefined ? '–' : times(ours.peakBytes, theirs.peakBytes),
    ],
  ]);
}

await benchKeystrokes();
benchFolder();
