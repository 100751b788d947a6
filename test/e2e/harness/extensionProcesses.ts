// Lists the processes that run a script of the installed extension, such as its language server.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type { VsCode } from './launch.ts';

/** Process ids whose command line names a file in this run's extensions folder. */
export function extensionProcesses({ extensionsFolder }: VsCode): readonly number[] {
  return commandLines()
    .filter(({ commandLine }) => commandLine.includes(extensionsFolder))
    .map(({ pid }) => pid);
}

interface CommandLine {
  readonly pid: number;
  readonly commandLine: string;
}

/** Bare Linux images lack `ps`, and macOS lacks `/proc`. */
function commandLines(): readonly CommandLine[] {
  if (process.platform !== 'linux') {
    const table = execFileSync('ps', ['-A', '-o', 'pid=,command='], { encoding: 'utf8', timeout: 10_000 });
    return table.split('\n').map((row) => ({ pid: Number.parseInt(row, 10), commandLine: row }));
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return [{ pid: Number(name), commandLine: readFileSync(`/proc/${name}/cmdline`, 'utf8') }];
      } catch {
        return []; // it ended while we looked
      }
    });
}
