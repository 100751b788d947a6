// The side of a thread that analyses: answers each job in turn.
import type { MessagePort } from 'node:worker_threads';
import type { Engine, EngineSettings } from '../engine/index.ts';
import { createRecordedSnapshot } from '../host/index.ts';
import { fileAnalysis } from './fileAnalysis.ts';
import { type ThreadAnswer, type ThreadJob, threadReady } from './threadMessages.ts';

/** The number of no path: an analysis that read it is not kept. */
const unknownPath = 0xffffffff;

export async function serveThread(port: MessagePort, createEngine: () => Promise<Engine>): Promise<void> {
  const engine = await createEngine();
  const snapshot = createRecordedSnapshot();
  const numbers = new Map<string, number>();
  port.on('message', ({ job, path, settings }: ThreadJob) => {
    const { reads, ...analysis } = fileAnalysis(engine, path, snapshot, JSON.parse(settings) as EngineSettings, true);
    const stamps = [...snapshot.stamps].slice(numbers.size);
    for (const [read] of stamps) numbers.set(read, numbers.size);
    const read = Uint32Array.from(reads, (one) => numbers.get(one) ?? unknownPath);
    port.postMessage({ job, analysis, reads: read, stamps } satisfies ThreadAnswer, [read.buffer]);
  });
  port.postMessage(threadReady);
}
