// Runs a command once and measures its time, its processor time and the memory of all its processes together.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

export interface CommandRun {
  /** Milliseconds on the clock. */
  readonly time: number;
  /** Largest sum of the resident sizes of all processes, in bytes; undefined where the system does not tell. */
  readonly peakBytes: number | undefined;
  readonly stdout: string;
}

const canWatch = process.platform === 'linux';
const watchEvery = 10;

/** `command` is a script and its arguments, run with this Node. Rejects when it fails; exit code 1 stands for findings. */
export async function measureCommand(command: readonly string[]): Promise<CommandRun> {
  const began = performance.now();
  const child = spawn(process.execPath, [...command], { stdio: ['ignore', 'pipe', 'pipe'] });
  let peakBytes = 0;
  const watch = setInterval(() => {
    if (canWatch && child.pid !== undefined) peakBytes = Math.max(peakBytes, residentBytes(child.pid));
  }, watchEvery);
  const stdout: Buffer[] = [];
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = (stderr + String(chunk)).slice(-2_000);
  });
  const code = await new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('close', done);
  });
  const time = performance.now() - began;
  clearInterval(watch);
  if (code === null || code > 1) throw new Error(`${command.join(' ')} failed with ${code}: ${stderr}`);
  return { time, peakBytes: peakBytes === 0 ? undefined : peakBytes, stdout: Buffer.concat(stdout).toString('utf8') };
}

/** Of the process and everything that it started; each counts with the most that it ever had. */
function residentBytes(pid: number): number {
  try {
    const kilobytes = Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    return kilobytes * 1_024 + childrenOf(pid).reduce((sum, child) => sum + residentBytes(child), 0);
  } catch {
    // It ended meanwhile.
    return 0;
  }
}

function childrenOf(pid: number): readonly number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
}
