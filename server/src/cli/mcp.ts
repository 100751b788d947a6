// `hitrate mcp`: starts the server for coding agents with the folders that it may look into.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { createToolThread, programVersion } from '../host/index.ts';
import type { serveMcp } from '../mcp/index.ts';
import { type ExitCode, exitCode } from './exitCode.ts';
import { parseOptions } from './parseOptions.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';

export interface McpDependencies {
  /** Loads the bundle with the SDK. */
  readonly loadMcp: () => Promise<{ readonly serveMcp: typeof serveMcp }>;
  readonly startTools: () => Worker;
}

export async function mcp(
  args: readonly string[],
  { cwd, warn }: Terminal,
  { loadMcp, startTools }: McpDependencies,
): Promise<ExitCode> {
  const { values, positionals } = parse(args);
  if (positionals.length > 0) throw new UsageError('mcp takes no paths: hitrate mcp --root <folder>.');
  const folders = (values.root ?? []).map((folder) => resolve(cwd, folder));
  const missing = folders.find((folder) => statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true);
  if (missing !== undefined) throw new UsageError(`--root ${missing} is no folder.`);
  const { serveMcp: serve } = await loadMcp();
  const thread = createToolThread(startTools);
  await serve({ folders, cwd, allowWrites: values['allow-writes'], version: programVersion(), thread, warn });
  return exitCode.clean;
}

const parse = (args: readonly string[]) =>
  parseOptions(args, {
    root: { type: 'string', multiple: true },
    'allow-writes': { type: 'boolean', default: false },
  });
