// Runs the command line in a process of its own, so that the language server stays free.
import { execFile } from 'node:child_process';
import type { CancellationToken } from 'vscode';

export interface ProgramResult {
  readonly out: string;
  readonly err: string;
}

const mostMilliseconds = 5 * 60_000;
const mostBytes = 32 * 1024 * 1024;

/** Undefined when it was cancelled. `environment` adds to the editor's own; keys travel in it and nowhere else. */
export function runProgram(
  program: string,
  args: readonly string[],
  {
    cwd,
    token,
    environment = {},
  }: {
    readonly cwd: string;
    readonly token: CancellationToken;
    readonly environment?: Readonly<Record<string, string>>;
  },
): Promise<ProgramResult | undefined> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      [program, ...args],
      {
        cwd,
        // The editor's own program runs as Node then.
        env: { ...process.env, ...environment, ELECTRON_RUN_AS_NODE: '1' },
        timeout: mostMilliseconds,
        maxBuffer: mostBytes,
      },
      (error, out, err) => {
        if (token.isCancellationRequested) resolve(undefined);
        // A status tells of findings and of mistakes alike: the words tell which.
        else if (error !== null && typeof error.code !== 'number') reject(error);
        else resolve({ out, err });
      },
    );
    token.onCancellationRequested(() => child.kill());
  });
}
