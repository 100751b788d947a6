// The thread that runs the tools of coding agents: keeps the engine and its results between calls.
import { parentPort, Worker } from 'node:worker_threads';
import type { Engine } from '../../engine/index.ts';
import type { AgentToolCall } from '../../protocol/index.ts';
import { analysisThread } from '../threadMessages.ts';
import { runTool } from './runTool.ts';

/** Beside this bundle lies the one that parses. */
const analyzerUrl = new URL('./analyzer.js', import.meta.url);

let engine: Promise<Engine> | undefined;
const host = {
  engine: () => (engine ??= startEngine()),
  startThread: () => new Worker(analyzerUrl, { workerData: analysisThread }),
  kept: new Map<string, string>(),
};

async function startEngine(): Promise<Engine> {
  const analyzer: typeof import('../analyzer.ts') = await import(analyzerUrl.href);
  return analyzer.createEngine();
}

parentPort?.on('message', async (call: AgentToolCall) => {
  parentPort?.postMessage(await runTool(host, call));
});
