// How the recorder is started: the shipped command line, with the Node of the editor.
import { join } from 'node:path';

export interface RecorderProgram {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** `command` is a program to run through the recorder; without one it records until it is ended. */
export function recorderProgram(extensionPath: string, out: string, command: readonly string[] = []): RecorderProgram {
  return {
    command: process.execPath,
    args: [
      join(extensionPath, 'dist', 'cli.js'),
      'record',
      '--out',
      out,
      ...(command.length === 0 ? [] : ['--', ...command]),
    ],
    // The second one has the recorder keep the first from the programs that it runs.
    environment: { ELECTRON_RUN_AS_NODE: '1', HITRATE_IN_EDITOR: '1' },
  };
}

/** A name that sorts by time. */
export function recordingName(time: Date): string {
  return `hitrate-${time.toISOString().slice(0, 19).replace(/[:T]/g, '-')}.jsonl`;
}
