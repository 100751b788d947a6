// Measures the time from a keystroke to its diagnostics, beside the language servers of oxlint and biome.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agentFile } from './agentFile.ts';
import { type Distribution, distribution } from './distribution.ts';
import type { Linters } from './linters.ts';
import { measureKeystrokes } from './measureKeystrokes.ts';
import { milliseconds, printTable, times } from './printTable.ts';

const keystrokes = 60;

/** `server` is `server.js` of the build that is measured. */
export async function benchKeystrokes(server: string, { oxlint, biome }: Linters, lines: number): Promise<void> {
  const project = mkdtempSync(join(tmpdir(), 'hitrate-bench-'));
  try {
    const { text, offset } = agentFile(lines);
    const path = join(project, 'agent.ts');
    writeFileSync(path, text);
    const about = { project, path, text, offset, keystrokes };
    const measured: readonly (readonly [string, Distribution])[] = [
      ['hitrate', distribution(await measureKeystrokes({ ...about, command: [server, '--stdio'], pulls: true }))],
      ['oxlint --lsp', distribution(await measureKeystrokes({ ...about, command: [oxlint, '--lsp'], pulls: false }))],
      [
        'biome lsp-proxy',
        distribution(await measureKeystrokes({ ...about, command: [biome, 'lsp-proxy'], pulls: false })),
      ],
    ];
    const ours = measured[0]?.[1].median ?? Number.NaN;
    printTable(
      `Keystroke to diagnostics: ${keystrokes} keystrokes in a function body, ${text.split('\n').length} lines`,
      [
        ['', 'p50', 'p95', 'max', 'hitrate to it'],
        ...measured.map(([name, { median, p95, max }]) => [
          name,
          milliseconds(median),
          milliseconds(p95),
          milliseconds(max),
          times(ours, median),
        ]),
      ],
    );
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}
