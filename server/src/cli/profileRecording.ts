// `hitrate profile <recording>`: what a recording, or the log of another program, says of the caching of its conversations.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { createProviderSimulator, type Engine, roughTokenCounter } from '../engine/index.ts';
import { recordingText } from '../report/index.ts';
import { analyzeRecording, readCalls, UnknownLog } from '../runs/index.ts';
import { type ExitCode, exitCode } from './exitCode.ts';
import { sourceFinder } from './sourceFinder.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';

export interface ProfileRecordingOptions {
  readonly path: string;
  readonly format: 'text' | 'json' | 'jsonl';
  /** Folder of the sources that made the requests; undefined: they are not looked at. */
  readonly sources?: string;
  readonly conversations: number;
}

export async function profileRecording(
  { path: shown, format, sources, conversations }: ProfileRecordingOptions,
  terminal: Terminal,
  createEngine: () => Promise<Engine>,
): Promise<ExitCode> {
  const path = resolve(terminal.cwd, shown);
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) throw new UsageError(`There is no file ${shown}.`);
  const finder = sources === undefined ? undefined : await sourceFinder(sources, terminal.cwd, createEngine);
  const { price } = createProviderSimulator(roughTokenCounter);
  try {
    const profile = analyzeRecording({
      log: readCalls(path),
      price: (model, usage) => {
        const money = price(model, usage);
        return money === undefined ? undefined : Number(money) / 1e12;
      },
      ...(finder === undefined ? {} : { sourceOf: finder.sourceOf }),
    });
    if (format !== 'text') terminal.write(`${JSON.stringify(profile, undefined, format === 'json' ? 2 : undefined)}\n`);
    else {
      const displayPath = finder?.displayPath ?? ((one: string) => one);
      terminal.write(recordingText(profile, { title: shown, style: terminal.style, displayPath, conversations }));
    }
    return profile.calls === 0 ? exitCode.findings : exitCode.clean;
  } catch (error) {
    if (error instanceof UnknownLog) throw new UsageError(`${shown} cannot be profiled: ${error.message}.`);
    throw error;
  }
}
