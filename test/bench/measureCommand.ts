// Runs a command several times and measures how long it takes and how much memory it needs at most.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { type Distribution, distribution } from './distribution.ts';

export interface CommandTimes {
  /** Milliseconds. */
  readonly times: Distribution;
  /** Largest resident size of all runs; undefined where the system has no means to tell it. */
  readonly peakBytes: number | undefined;
}

const timeProgram = '/usr/bin/time';

/** `command` is a script and its arguments, run with this Node. */
export function measureCommand(command: readonly string[], runs: number): CommandTimes {
  const isWatched = process.platform === 'linux' && existsSync(timeProgram);
  const [program = '', ...args] = [...(isWatched ? [timeProgram, '-f', 'peak=%M'] : []), process.execPath, ...command];
  const times: number[] = [];
  let peakBytes: number | undefined;
  for (let run = 0; run < runs; run++) {
    const began = performance.now();
    const { stderr, status, error } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1e9 });
    times.push(performance.now() - began);
    if (error !== undefined || status === null || status > 1) throw new Error(`${command.join(' ')} failed: ${stderr}`);
    const kilobytes = /peak=(\d+)/.exec(stderr)?.[1];
    if (kilobytes !== undefined) peakBytes = Math.max(peakBytes ?? 0, Number(kilobytes) * 1_024);
  }
  return { times: distribution(times), peakBytes };
}
