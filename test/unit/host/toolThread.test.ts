// That calls of tools run one after the other, end when nobody waits, and outlive a thread that dies.
import { EventEmitter } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { createToolThread } from '../../../server/src/host/index.ts';
import type { AgentToolAnswer, AgentToolCall } from '../../../server/src/protocol/index.ts';

class FakeWorker extends EventEmitter {
  readonly calls: AgentToolCall[] = [];
  isEnded = false;
  postMessage(call: AgentToolCall): void {
    this.calls.push(call);
  }
  async terminate(): Promise<number> {
    this.isEnded = true;
    this.emit('exit', 1);
    return 1;
  }
}

const done: AgentToolAnswer = { kind: 'done', text: 'fine', structured: {}, changes: [] };
const callFor = (file: string): AgentToolCall => ({
  tool: 'explain',
  input: { file },
  folders: [],
  unsaved: {},
  apply: false,
});

function setUp(mostMilliseconds?: number) {
  const workers: FakeWorker[] = [];
  const thread = createToolThread(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker as unknown as Worker;
  }, mostMilliseconds);
  const at = (index: number): FakeWorker => workers[index] ?? new FakeWorker();
  const run = (file: string, signal = new AbortController().signal) => thread.run(callFor(file), signal);
  return { workers, thread, at, run };
}

describe('a thread for tools', () => {
  test('starts with the first call, and takes one at a time', async () => {
    const { workers, at, run } = setUp();
    expect(workers).toHaveLength(0);
    const [first, second] = [run('a'), run('b')];
    expect(at(0).calls).toEqual([callFor('a')]);
    at(0).emit('message', done);
    expect(await first).toBe(done);
    expect(at(0).calls).toEqual([callFor('a'), callFor('b')]);
    at(0).emit('message', done);
    expect(await second).toBe(done);
    expect(workers).toHaveLength(1);
  });

  test('a running call that is cancelled takes the thread with it; the next has a new one', async () => {
    const { at, run } = setUp();
    const controller = new AbortController();
    const [first, second] = [run('a', controller.signal), run('b')];
    controller.abort();
    expect((await first).kind).toBe('failed');
    expect(at(0).isEnded).toBe(true);
    at(0).emit('message', done);
    expect(at(1).calls).toEqual([callFor('b')]);
    at(1).emit('message', { ...done, text: 'second' });
    expect(await second).toMatchObject({ text: 'second' });
  });

  test('a waiting call that is cancelled disturbs nobody', async () => {
    const { workers, at, run } = setUp();
    const controller = new AbortController();
    const [first, second] = [run('a'), run('b', controller.signal)];
    controller.abort();
    expect((await second).kind).toBe('failed');
    at(0).emit('message', done);
    expect(await first).toBe(done);
    expect(workers).toHaveLength(1);
    expect(at(0).calls).toHaveLength(1);
  });

  test.each([
    ['an error', (worker: FakeWorker) => worker.emit('error', new Error('out of memory')), 'out of memory'],
    ['its end', (worker: FakeWorker) => worker.emit('exit', 134), '134'],
    ['a failure it tells of', (worker: FakeWorker) => worker.emit('message', { kind: 'failed', why: 'trap' }), 'trap'],
  ])('is replaced after %s, which costs one call', async (_, die, why) => {
    const { workers, at, run } = setUp();
    const [first, second] = [run('a'), run('b')];
    die(at(0));
    expect(await first).toEqual({ kind: 'failed', why: expect.stringContaining(why) });
    at(1).emit('message', done);
    expect(await second).toBe(done);
    expect(workers).toHaveLength(2);
  });

  test('a call that never ends is given up', async () => {
    const { at, run } = setUp(1);
    expect(await run('a')).toEqual({ kind: 'failed', why: expect.stringContaining('longer') });
    expect(at(0).isEnded).toBe(true);
  });

  test('ends with its owner', async () => {
    const { thread, at, run } = setUp();
    const [first, second] = [run('a'), run('b')];
    thread.dispose();
    expect([(await first).kind, (await second).kind, (await run('c')).kind]).toEqual(['failed', 'failed', 'failed']);
    expect(at(0).isEnded).toBe(true);
  });
});
