// `hitrate profile <recording>`: what a recording, or the log of another program, says of the caching of its conversations.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Engine } from '../engine/index.ts';
import { recordingText } from '../report/index.ts';
import { type ExitCode, exitCode } from './exitCode.ts';
import { readRecording } from './readRecording.ts';
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
  const profile = readRecording(path, shown, finder?.sourceOf);
  if (format !== 'text') terminal.write(`${JSON.stringify(profile, undefined, format === 'json' ? 2 : undefined)}\n`);
  else {
    const displayPath = finder?.displayPath ?? ((one: string) => one);
    terminal.write(recordingText(profile, { title: shown, style: terminal.style, displayPath, conversations }));
  }
  return profile.calls === 0 ? exitCode.findings : exitCode.clean;
}
