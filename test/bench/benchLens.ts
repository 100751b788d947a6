// Measures the first diagnostics and the first lens after a start, and both after a keystroke, beside a server that does nothing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agentFile } from './agentFile.ts';
import { distribution } from './distribution.ts';
import { measureOpening, type Opening } from './measureOpening.ts';
import { milliseconds, printTable } from './printTable.ts';

const starts = 5;
const keystrokes = 20;

/** `server` is `server.js` of the build that is measured, `bare` the script of the server that does nothing. */
export async function benchLens(server: string, bare: string, lines: number): Promise<void> {
  const project = mkdtempSync(join(tmpdir(), 'hitrate-bench-'));
  try {
    const { text, offset } = agentFile(lines);
    const path = join(project, 'agent.ts');
    writeFileSync(path, text);
    const rows: string[][] = [];
    for (const [name, script] of [
      ['hitrate', server],
      ['bare server', bare],
    ] as const) {
      const runs: Opening[] = [];
      for (let run = 0; run < starts; run++) {
        runs.push(await measureOpening({ command: [script, '--stdio'], project, path, text, offset, keystrokes }));
      }
      const median = (values: readonly number[]): string => milliseconds(distribution(values).median);
      const diagnostics = runs.flatMap((run) => run.diagnostics);
      const lenses = runs.flatMap((run) => run.lenses);
      rows.push([
        name,
        median(runs.map((run) => run.firstDiagnostics)),
        median(runs.map((run) => run.firstLens)),
        median(diagnostics),
        median(lenses),
        milliseconds(distribution(lenses).p95),
      ]);
    }
    printTable(
      `Start to first diagnostics and first lens (${starts} starts), and both after a keystroke, ${text.split('\n').length} lines`,
      [['', 'first diagnostics', 'first lens', 'diagnostics p50', 'lens p50', 'lens p95'], ...rows],
    );
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}
