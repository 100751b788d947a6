// Entry of the command line.

import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { engineBasics } from '../engine/index.ts';
import { buildId } from '../host/index.ts';
import { plainStyle, terminalStyle } from '../report/index.ts';
import { exitCode } from './exitCode.ts';
import { run } from './run.ts';
import { analysisThread } from './threadMessages.ts';

// A reader that stops early (`hitrate check | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? process.exitCode : exitCode.error);
});
// Set first, so that no way out of this program can end in a success that it did not earn.
process.exitCode = exitCode.error;
process.on('uncaughtException', (error) => {
  process.stderr.write(`hitrate: ${error.stack ?? error.message}\n`);
  process.exit(exitCode.error);
});

/** The parser and the interpreter are a bundle of their own: most of what a run does can be done without them. */
const analyzerUrl = new URL('./analyzer.js', import.meta.url);
/** So are the commands that open a port, with the SDK that they speak through. */
const networkedUrl = new URL('./networked.js', import.meta.url);

const args = process.argv.slice(2);
const isColored = process.stdout.isTTY === true && process.env.NO_COLOR === undefined && !args.includes('--no-color');

process.exitCode = await run(
  args,
  {
    cwd: process.cwd(),
    write: (text) => process.stdout.write(text),
    warn: (text) => process.stderr.write(text),
    style: isColored ? terminalStyle : plainStyle,
  },
  {
    basics: engineBasics,
    createEngine: async () => {
      const analyzer: typeof import('./analyzer.ts') = await import(analyzerUrl.href);
      return analyzer.createEngine();
    },
    readInput: () => readFileSync(0, 'utf8'),
    startThread: () => new Worker(analyzerUrl, { workerData: analysisThread }),
    build: buildId(),
    loadNetworked: async () => {
      const networked: typeof import('./networked.ts') = await import(networkedUrl.href);
      return networked;
    },
    mcp: {
      loadMcp: () => import(new URL('./mcp.js', import.meta.url).href),
      // Standard output is the protocol's.
      startTools: () => new Worker(new URL('./tools.js', import.meta.url), { stdout: true }),
    },
    // Beside this bundle lies the server's; it reads the same command line.
    startLanguageServer: async () => {
      await import(new URL('./server.js', import.meta.url).href);
    },
  },
);
