// Shares files out among threads; the results do not depend on who analysed what.
import type { Worker } from 'node:worker_threads';
import type { FileStamp } from '../host/index.ts';
import type { AnalysisJob, AnalysisResults } from './analysisJob.ts';
import { type FileAnalysis, failedAnalysis } from './fileAnalysis.ts';
import { type ThreadAnswer, type ThreadJob, threadReady } from './threadMessages.ts';

/** A thread that dies takes its caches along, so the file gets a second chance on a fresh one. */
const mostAttempts = 2;

interface Share {
  first: number;
  past: number;
}

/**
 * Each thread walks through a run of neighbouring files, which import much the same; one that is done takes over from the end of the
 * longest rest. A file on which threads die twice fails; the others go on. Rejects when a thread cannot even start.
 */
export async function analyzeInThreads(
  jobs: readonly AnalysisJob[],
  threads: number,
  startThread: () => Worker,
): Promise<AnalysisResults> {
  const analyses: (FileAnalysis | undefined)[] = jobs.map(() => undefined);
  const stamps: (readonly [string, FileStamp])[][] = [];
  const shares: Share[] = Array.from({ length: threads }, (_, at) => ({
    first: Math.floor((at * jobs.length) / threads),
    past: Math.floor(((at + 1) * jobs.length) / threads),
  }));
  const attempts = new Map<number, number>();
  const again: number[] = [];

  const next = (share: Share | undefined): number | undefined => {
    const repeated = again.pop();
    if (repeated !== undefined) return repeated;
    if (share !== undefined && share.first < share.past) return share.first++;
    const longest = shares.reduce((a, b) => (b.past - b.first > a.past - a.first ? b : a));
    return longest.first < longest.past ? --longest.past : undefined;
  };

  /** Resolves when there is nothing left to do for the thread; to true when it died before that. */
  const live = (share: Share | undefined): Promise<boolean> =>
    new Promise((done, reject) => {
      const worker = startThread();
      const seen: (readonly [string, FileStamp])[] = [];
      stamps.push(seen);
      let current: number | undefined;
      let isReady = false;
      let isDone = false;
      const finish = (died: boolean): void => {
        if (isDone) return;
        isDone = true;
        void worker.terminate();
        done(died);
      };
      const give = (): void => {
        current = next(share);
        const job = current === undefined ? undefined : jobs[current];
        if (current === undefined || job === undefined) finish(false);
        else worker.postMessage({ ...job, job: current } satisfies ThreadJob);
      };
      const fail = (why: string): void => {
        if (isDone) return;
        if (!isReady) {
          isDone = true;
          reject(new Error(`A thread could not start: ${why}`));
          return;
        }
        if (current !== undefined) {
          const count = (attempts.get(current) ?? 0) + 1;
          attempts.set(current, count);
          if (count < mostAttempts) again.push(current);
          else analyses[current] = failedAnalysis(jobs[current]?.path ?? '', `its thread ended twice: ${why}`);
        }
        finish(true);
      };
      worker.on('message', (message: ThreadAnswer | typeof threadReady) => {
        if (message === threadReady) {
          isReady = true;
          give();
          return;
        }
        const { job, analysis, reads, stamps: fresh } = message;
        for (const one of fresh) seen.push(one);
        analyses[job] = { ...analysis, reads: Array.from(reads, (number) => seen[number]?.[0] ?? '') };
        give();
      });
      worker.on('error', (error) => fail(error.message));
      worker.on('messageerror', (error) => fail(error.message));
      worker.on('exit', (code) => fail(`exit code ${code}`));
    });

  await Promise.all(
    shares.map(async (share) => {
      while (await live(share)) if (again.length === 0 && shares.every(({ first, past }) => first >= past)) break;
    }),
  );
  return {
    analyses: jobs.map(({ path }, at) => analyses[at] ?? failedAnalysis(path, 'no thread took it')),
    eachStamp: (stamped) => {
      for (const list of stamps) for (const [path, stamp] of list) stamped(path, stamp);
    },
  };
}
