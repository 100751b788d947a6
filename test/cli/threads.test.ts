// Sharing files out among threads: every file is answered once whatever the threads do, and a thread that dies is no success.
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { analyzeInThreads } from '../../server/src/cli/analyzeInThreads.ts';

/** Answers like a thread that analyses. Reads `<path>` and `shared`; `kill` ends it, `once` ends the first that meets it. */
const fakeThread = (flag: SharedArrayBuffer, start = ''): Worker =>
  new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
    ${start}
    const known = [];
    const first = new Int32Array(workerData);
    parentPort.on('message', ({ job, path }) => {
      if (path === 'kill' || (path === 'once' && Atomics.add(first, 0, 1) === 0)) process.exit(3);
      const stamp = { size: 1, modified: 2, changed: 3, hash: path };
      const stamps = [path, 'shared'].filter((one) => !known.includes(one)).map((one) => [one, stamp]);
      for (const [one] of stamps) known.push(one);
      const reads = Uint32Array.from([path, 'shared'], (one) => known.indexOf(one));
      const analysis = { path, findings: [], calls: [{ path, start: job, end: job }] };
      setTimeout(() => parentPort.postMessage({ job, analysis, reads, stamps }), job % 3);
    });
    parentPort.postMessage('ready');`,
    { eval: true, workerData: flag },
  );

async function analyze(paths: readonly string[], threads: number) {
  const flag = new SharedArrayBuffer(4);
  let started = 0;
  const jobs = paths.map((path) => ({ path, settings: '{}' }));
  const { analyses, eachStamp } = await analyzeInThreads(jobs, threads, () => {
    started++;
    return fakeThread(flag);
  });
  const stamped = new Set<string>();
  eachStamp((path) => stamped.add(path));
  return { analyses, stamped, started };
}

const many = Array.from({ length: 40 }, (_, at) => `f${at}`);
const expected = (paths: readonly string[]) =>
  paths.map((path, at) => ({ path, findings: [], calls: [{ path, start: at, end: at }], reads: [path, 'shared'] }));

describe('threads', () => {
  test.each([1, 2, 3, 7])('%i of them answer in the order of the files', async (threads) => {
    const { analyses, stamped, started } = await analyze(many, threads);
    expect(analyses).toEqual(expected(many));
    expect(stamped).toEqual(new Set([...many, 'shared']));
    expect(started).toBe(threads);
  });

  test('a file on which a thread dies once is analysed all the same', async () => {
    const paths = [...many, 'once'];
    const { analyses, started } = await analyze(paths, 2);
    expect(analyses).toEqual(expected(paths));
    expect(started).toBe(3);
  });

  test('a file on which threads die fails alone', async () => {
    const paths = ['kill', ...many];
    const { analyses } = await analyze(paths, 2);
    expect(analyses[0]?.failure).toBe('its thread ended twice: exit code 3');
    expect(analyses.slice(1)).toEqual(expected(paths).slice(1));
  });

  test('threads that cannot start are an error', async () => {
    const broken = () => fakeThread(new SharedArrayBuffer(4), "throw new Error('no parser');");
    await expect(analyzeInThreads([{ path: 'a', settings: '{}' }], 1, broken)).rejects.toThrow(
      'A thread could not start: no parser',
    );
  });
});
