// Runs tool calls of coding agents on a thread of their own: one after the other, ended when nobody waits, replaced when it dies.
import type { Worker } from 'node:worker_threads';
import type { AgentToolAnswer, AgentToolCall } from '../protocol/index.ts';

export interface ToolThread {
  /** Never rejects. A call whose signal is aborted ends at once, and its answer is of no use. */
  readonly run: (call: AgentToolCall, signal: AbortSignal) => Promise<AgentToolAnswer>;
  /** Ends the thread; calls that wait fail. */
  readonly dispose: () => void;
}

interface Waiting {
  readonly call: AgentToolCall;
  readonly finish: (answer: AgentToolAnswer) => void;
}

/** Milliseconds after which a call is given up: nobody waits as long for a tool. */
const patience = 120_000;
const cancelled: AgentToolAnswer = { kind: 'failed', why: 'It was cancelled.' };

/** The thread starts with the first call, and keeps what it knows of the sources for those behind it. */
export function createToolThread(start: () => Worker, mostMilliseconds = patience): ToolThread {
  const queue: Waiting[] = [];
  let worker: Worker | undefined;
  let current: Waiting | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isDisposed = false;

  /** Work in progress cannot be interrupted otherwise; what the thread knew is lost with it. */
  function stop(): void {
    const stopped = worker;
    worker = undefined;
    void stopped?.terminate();
  }

  function finish(answer: AgentToolAnswer): void {
    clearTimeout(timer);
    const finished = current;
    current = undefined;
    finished?.finish(answer);
    next();
  }

  function started(): Worker {
    if (worker !== undefined) return worker;
    const fresh = start();
    worker = fresh;
    const died = (why: string): void => {
      if (worker !== fresh) return;
      stop();
      finish({ kind: 'failed', why: `The analysis ended: ${why}. The next call starts it anew.` });
    };
    fresh.on('message', (answer: AgentToolAnswer) => {
      if (worker !== fresh) return;
      // Whatever it failed on may have left the engine broken.
      if (answer.kind === 'failed') stop();
      finish(answer);
    });
    fresh.on('error', (error) => died(error.message));
    fresh.on('messageerror', (error) => died(error.message));
    fresh.on('exit', (code) => died(`exit code ${code}`));
    return fresh;
  }

  function next(): void {
    if (current !== undefined || isDisposed) return;
    current = queue.shift();
    if (current === undefined) return;
    timer = setTimeout(() => {
      stop();
      finish({ kind: 'failed', why: `It took longer than ${mostMilliseconds / 1_000} s: ask for less.` });
    }, mostMilliseconds);
    started().postMessage(current.call);
  }

  return {
    run: (call, signal) =>
      new Promise((resolve) => {
        if (signal.aborted || isDisposed) {
          resolve(cancelled);
          return;
        }
        const abort = (): void => {
          const at = queue.indexOf(waiting);
          if (at >= 0) {
            queue.splice(at, 1);
            waiting.finish(cancelled);
          } else if (current === waiting) {
            stop();
            finish(cancelled);
          }
        };
        const waiting: Waiting = {
          call,
          finish: (answer) => {
            signal.removeEventListener('abort', abort);
            resolve(answer);
          },
        };
        signal.addEventListener('abort', abort);
        queue.push(waiting);
        next();
      }),
    dispose: () => {
      isDisposed = true;
      clearTimeout(timer);
      stop();
      for (const { finish: end } of [...(current === undefined ? [] : [current]), ...queue.splice(0)]) end(cancelled);
      current = undefined;
    },
  };
}
