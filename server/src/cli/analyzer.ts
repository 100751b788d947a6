// The part of the command line that parses: loaded when a file has to be analysed, on the main thread or as a thread of its own.
import { isMainThread, parentPort } from 'node:worker_threads';
import type { Engine } from '../engine/index.ts';
import { startEngine } from '../host/index.ts';
import { serveThread } from './serveThread.ts';

export const createEngine = (): Promise<Engine> => startEngine({ encoders: 'demand' });

if (!isMainThread && parentPort !== null) await serveThread(parentPort, createEngine);
