// Measures how fast a large recording is profiled, and how much memory that takes at most.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureCommand } from './measureCommand.ts';
import { megabytes, printTable } from './printTable.ts';
import { writeLargeRecording } from './writeLargeRecording.ts';

/** `bytes` of a recording; `cli` is the built command line. */
export async function benchRecording(cli: string, bytes: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hitrate-bench-'));
  try {
    const path = join(folder, 'large.jsonl');
    const calls = writeLargeRecording(path, { bytes, agents: 200, ticks: 40 });
    const { size } = statSync(path);
    const { time, peakBytes, stdout } = await measureCommand([cli, 'profile', path, '--format', 'json']);
    const { conversationCount } = JSON.parse(stdout) as { readonly conversationCount: number };
    printTable('Profile of a recording', [
      ['size', 'calls', 'conversations', 'seconds', 'MB/s', 'peak memory'],
      [
        megabytes(size),
        String(calls),
        String(conversationCount),
        (time / 1000).toFixed(1),
        (size / 1000 / time).toFixed(0),
        megabytes(peakBytes),
      ],
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
