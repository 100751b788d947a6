// Starts VS Code's server in a process group of its own and stops that group without leaving a process behind.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Installation } from './installation.ts';
import { waitFor } from './waitFor.ts';

export interface Server {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** Everything the server printed so far. */
  log(): string;
  stop(): Promise<void>;
}

const watchdog = fileURLToPath(new URL('./watchdog.mjs', import.meta.url));
const START_TIMEOUT_MS = 60_000;
const GRACE_MS = 5_000;

export async function startServer(
  { node, server }: Installation,
  serverArguments: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<Server> {
  const child = spawn(
    process.execPath,
    [watchdog, node, server, '--host', '127.0.0.1', '--port', '0', '--without-connection-token', ...serverArguments],
    { stdio: ['pipe', 'pipe', 'pipe'], env: environment, detached: true },
  );
  let output = '';
  child.stdout.on('data', (data: Buffer) => {
    output += data.toString();
  });
  child.stderr.on('data', (data: Buffer) => {
    output += data.toString();
  });
  const exited = once(child, 'exit');

  const signalGroup = (signal: NodeJS.Signals | 0): boolean => {
    if (child.pid === undefined) return false;
    try {
      return process.kill(-child.pid, signal);
    } catch {
      return false; // the group is gone, which is what every caller is after
    }
  };
  const stop = async (): Promise<void> => {
    signalGroup('SIGTERM');
    await Promise.race([exited, sleep(GRACE_MS)]);
    const limit = Date.now() + GRACE_MS;
    while (signalGroup(0) && Date.now() < limit) await sleep(50);
    signalGroup('SIGKILL');
  };

  try {
    const port = await waitFor(
      'VS Code to listen',
      () => {
        if (child.exitCode !== null) throw new Error(`VS Code's server exited with ${child.exitCode}`);
        return /listening on (\d+)/.exec(output)?.[1];
      },
      (found) => found !== undefined,
      { timeoutMs: START_TIMEOUT_MS },
    );
    return { origin: `http://127.0.0.1:${port}`, log: () => output, stop };
  } catch (error) {
    await stop();
    throw new Error(`VS Code's server did not start:\n${output.slice(-4_000)}`, { cause: error });
  }
}
