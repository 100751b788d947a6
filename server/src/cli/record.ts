// `hitrate record -- <command>`: runs a program whose calls to model providers go through the recorder.

import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { resolve } from 'node:path';
import {
  type LocalProvider,
  openRecording,
  PortError,
  type Recorder,
  type RecordingWriter,
  startLocalProvider,
  startRecorder,
  type Upstreams,
  upstreamsOf,
} from '../runs/index.ts';
import { type ExitCode, exitCode } from './exitCode.ts';
import { interruption } from './interruption.ts';
import { localSimulator } from './localSimulator.ts';
import { parseOptions } from './parseOptions.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';
import { wholeNumber } from './wholeNumber.ts';

export interface RecordSurroundings {
  readonly environment: NodeJS.ProcessEnv;
  /** Ends a recording without a command; by default an interrupt of the process. */
  readonly until?: () => Promise<void>;
}

/** Exit code 1: the command failed, or the recording could not be kept whole. */
export async function record(
  args: readonly string[],
  terminal: Terminal,
  { environment, until = interruption }: RecordSurroundings = { environment: process.env },
): Promise<ExitCode> {
  const at = args.indexOf('--');
  const command = at < 0 ? [] : args.slice(at + 1);
  const { values, positionals } = parse(at < 0 ? args : args.slice(0, at));
  if (positionals.length > 0) {
    throw new UsageError(`record takes its command behind two dashes: hitrate record -- ${positionals.join(' ')}`);
  }
  if (at >= 0 && command.length === 0) throw new UsageError('record needs a command behind the two dashes.');
  if (values.to !== 'live' && values.to !== 'local') {
    throw new UsageError(`--to takes live or local, not ${JSON.stringify(values.to)}.`);
  }
  const port = wholeNumber(values.port, '--port', 0, 65_535) ?? 0;
  const shown = values.out ?? `hitrate-${new Date().toISOString().slice(0, 19).replace(/[:T]/g, '-')}.jsonl`;
  const writer = open(resolve(terminal.cwd, shown), shown, values.replace, terminal);
  let local: LocalProvider | undefined;
  let recorder: Recorder | undefined;
  try {
    local = values.to === 'local' ? await startLocalProvider({ simulator: await localSimulator() }) : undefined;
    recorder = await startRecorder({
      writer,
      port,
      upstreams: local ? localUpstreams(local) : upstreamsOf(environment),
    });
    const ended =
      command.length === 0
        ? await waitFor(recorder, shown, terminal, until)
        : await runCommand(command, recorder, terminal, environment);
    const problem = writer.problem();
    const count = recorder.requests();
    terminal.warn(
      `hitrate: ${count === 0 ? 'no request was recorded' : `${count} request${count === 1 ? '' : 's'} in ${shown}`}.${
        count === 0
          ? ' The program may set the address of the provider itself.'
          : ` See them with: hitrate profile ${shown}`
      }\n`,
    );
    return problem === undefined ? ended : exitCode.findings;
  } catch (error) {
    if (error instanceof PortError) throw new UsageError(error.message);
    throw error;
  } finally {
    await recorder?.close();
    await local?.close();
    writer.close();
  }
}

function open(path: string, shown: string, replace: boolean, terminal: Terminal): RecordingWriter {
  try {
    return openRecording(path, {
      replace,
      onProblem: (why) =>
        terminal.warn(`hitrate: the recording ends here, your program goes on: ${shown} takes no more (${why}).\n`),
    });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') throw new UsageError(`${shown} exists: name another file with --out, or pass --replace.`);
    throw new UsageError(`${shown} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function localUpstreams({ anthropicUrl, openAiUrl }: LocalProvider): Upstreams {
  return { anthropic: anthropicUrl, openai: openAiUrl, google: anthropicUrl };
}

async function waitFor(
  recorder: Recorder,
  shown: string,
  { write, style }: Terminal,
  until: () => Promise<void>,
): Promise<ExitCode> {
  const lines = Object.entries(recorder.variables).map(([name, value]) => `  ${name}=${value}`);
  write(
    `${style('bold', 'Recording')} to ${shown} until Ctrl+C, from programs with these variables:\n\n${lines.join('\n')}\n`,
  );
  await until();
  return exitCode.clean;
}

/** An editor runs this program as Node; what it runs in turn is no Node of the editor's. */
function ownEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { HITRATE_IN_EDITOR: editor, ...own } = environment;
  if (editor !== undefined) delete own.ELECTRON_RUN_AS_NODE;
  return own;
}

/** The program has the terminal; an interrupt is meant for it, and the recorder ends after it. */
function runCommand(
  [name = '', ...args]: readonly string[],
  recorder: Recorder,
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
): Promise<ExitCode> {
  return new Promise((done, reject) => {
    const child = spawn(name, args, {
      cwd: terminal.cwd,
      stdio: 'inherit',
      env: { ...ownEnvironment(environment), ...recorder.variables },
      // Commands of npm are scripts there.
      shell: process.platform === 'win32',
    });
    const stay = (): void => undefined;
    const pass = (): void => {
      child.kill('SIGTERM');
    };
    process.on('SIGINT', stay);
    process.on('SIGTERM', pass);
    const restore = (): void => {
      process.off('SIGINT', stay);
      process.off('SIGTERM', pass);
    };
    child.on('error', (error: NodeJS.ErrnoException) => {
      restore();
      reject(
        new UsageError(
          error.code === 'ENOENT' ? `There is no command ${name}.` : `${name} cannot be started: ${error.message}`,
        ),
      );
    });
    child.on('close', (code, signal) => {
      restore();
      if (code === 0) done(exitCode.clean);
      else {
        const how = signal === null ? `with exit code ${code}` : `by ${signal} (${constants.signals[signal]})`;
        terminal.warn(`hitrate: ${name} ended ${how}.\n`);
        done(exitCode.findings);
      }
    });
  });
}

const parse = (args: readonly string[]) =>
  parseOptions(args, {
    out: { type: 'string' },
    to: { type: 'string', default: 'live' },
    port: { type: 'string' },
    replace: { type: 'boolean', default: false },
    'no-color': { type: 'boolean', default: false },
  });
