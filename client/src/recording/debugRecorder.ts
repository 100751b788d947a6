// Records what a debugged program sends: a launch configuration with "hitrateRecord": true gets the recorder's variables.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import {
  type DebugConfiguration,
  type DebugConfigurationProvider,
  type Disposable,
  debug,
  type ExtensionContext,
  window,
} from 'vscode';
import { readVariables } from './readVariables.ts';
import { recorderProgram, recordingName } from './recorderProgram.ts';

const patience = 15_000;
/** Field of a launch configuration. */
const asked = 'hitrateRecord';
/** Field that leads from a session back to its recorder. */
const recorderOf = '__hitrateRecorder';

export function createDebugRecorder(context: ExtensionContext): Disposable {
  const recorders = new Map<string, ChildProcess>();
  let count = 0;

  const provider: DebugConfigurationProvider = {
    async resolveDebugConfigurationWithSubstitutedVariables(folder, configuration) {
      if (configuration[asked] !== true || configuration.request !== 'launch') return configuration;
      const folderPath = folder?.uri.fsPath ?? String(configuration.cwd ?? context.globalStorageUri.fsPath);
      const out = join(folderPath, recordingName(new Date()));
      try {
        const { child, variables } = await startRecorder(context.extensionPath, out, folderPath);
        const id = String(++count);
        recorders.set(id, child);
        return withVariables(configuration, variables, id);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        void window.showWarningMessage(`Hitrate cannot record this session: ${why}`);
        return configuration;
      }
    },
  };
  const ended = debug.onDidTerminateDebugSession(({ configuration }) => {
    const id = String(configuration[recorderOf] ?? '');
    recorders.get(id)?.kill('SIGINT');
    recorders.delete(id);
  });
  const registered = debug.registerDebugConfigurationProvider('*', provider);
  return {
    dispose: () => {
      registered.dispose();
      ended.dispose();
      for (const child of recorders.values()) child.kill('SIGINT');
      recorders.clear();
    },
  };
}

function withVariables(
  configuration: DebugConfiguration,
  variables: Readonly<Record<string, string>>,
  id: string,
): DebugConfiguration {
  return { ...configuration, env: { ...configuration.env, ...variables }, [recorderOf]: id };
}

interface StartedRecorder {
  readonly child: ChildProcess;
  readonly variables: Readonly<Record<string, string>>;
}

function startRecorder(extensionPath: string, out: string, folder: string): Promise<StartedRecorder> {
  const { command, args, environment } = recorderProgram(extensionPath, out);
  return new Promise((done, fail) => {
    const child = spawn(command, [...args], { cwd: folder, env: { ...process.env, ...environment } });
    let [output, errors] = ['', ''];
    const timer = setTimeout(() => {
      child.kill();
      fail(new Error('it did not start in time.'));
    }, patience);
    child.stdout.on('data', (chunk: Buffer) => {
      output += String(chunk);
      const variables = readVariables(output);
      if (variables === undefined) return;
      clearTimeout(timer);
      done({ child, variables });
    });
    child.stderr.on('data', (chunk: Buffer) => {
      errors += String(chunk);
    });
    child.on('error', fail);
    child.on('exit', () => {
      clearTimeout(timer);
      fail(new Error(errors.trim() === '' ? 'it ended.' : errors.trim()));
    });
  });
}
