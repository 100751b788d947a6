// Runs a call in a process of its own, and passes on each tick as it was billed.
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { type RunEvent, runEventSchema } from '../../../server/src/protocol/index.ts';
import { withJsonFiles } from '../withJsonFiles.ts';

export interface ProfileProcessInput {
  /** The shipped command line. */
  readonly program: string;
  readonly file: string;
  /** UTF-16 offset of the call. */
  readonly offset: number;
  /** Texts that are not saved, by path. */
  readonly unsaved: Readonly<Record<string, string>>;
  readonly samples: Readonly<Record<string, string>>;
  /** Further options of `hitrate profile`. */
  readonly options: readonly string[];
  /** Keys travel in it and nowhere else. */
  readonly environment: Readonly<Record<string, string>>;
  readonly onEvent: (event: RunEvent) => void;
}

export interface ProfileProcess {
  /** What it wrote to the error stream. Never rejects. */
  readonly ended: Promise<string>;
  readonly cancel: () => void;
}

/** Milliseconds after which a process that does not listen is ended. */
const patience = 3_000;

export function profileProcess(input: ProfileProcessInput): ProfileProcess {
  const controller = new AbortController();
  return { ended: runIn(input, controller.signal), cancel: () => controller.abort() };
}

async function runIn(input: ProfileProcessInput, signal: AbortSignal): Promise<string> {
  try {
    return await withJsonFiles({ '--unsaved': input.unsaved, '--samples': input.samples }, (files) =>
      runProcess(input, files, signal),
    );
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function runProcess(
  { program, file, offset, options, environment, onEvent }: ProfileProcessInput,
  files: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [program, 'profile', file, '--offset', String(offset), '--format', 'jsonl', '--no-color', ...files, ...options],
      // The editor's own program runs as Node then.
      { cwd: dirname(file), env: { ...process.env, ...environment, ELECTRON_RUN_AS_NODE: '1' } },
    );
    let errors = '';
    let timer: NodeJS.Timeout | undefined;
    const stop = (): void => {
      // It notes what was measured by then.
      child.kill('SIGINT');
      timer ??= setTimeout(() => child.kill('SIGKILL'), patience);
    };
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      const event = eventOf(line);
      if (event !== undefined) onEvent(event);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      errors += String(chunk);
    });
    child.on('error', (error) => {
      errors += error.message;
    });
    child.on('close', () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve(errors);
    });
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop);
  });
}

function eventOf(line: string): RunEvent | undefined {
  try {
    const parsed = runEventSchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
