// The part of the command line that parses: loaded when a file has to be analysed, on the main thread or as a thread of its own.
import { parentPort, workerData } from 'node:worker_threads';
import type { Engine } from '../engine/index.ts';
import { startEngine } from '../host/index.ts';
import { serveThread } from './serveThread.ts';
import { analysisThread } from './threadMessages.ts';

export const createEngine = (): Promise<Engine> => startEngine({ encoders: 'demand' });

if (workerData === analysisThread && parentPort !== null) await serveThread(parentPort, createEngine);
