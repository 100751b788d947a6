// `hitrate serve`: the local provider, until it is interrupted.

import { resolve } from 'node:path';
import { PortError, type ReplyScript, replyScriptSchema, startLocalProvider } from '../runs/index.ts';
import { type ExitCode, exitCode } from './exitCode.ts';
import { interruption } from './interruption.ts';
import { readJsonFile } from './jsonFile.ts';
import { localSimulator } from './localSimulator.ts';
import { parseOptions } from './parseOptions.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';
import { wholeNumber } from './wholeNumber.ts';

/** `until` ends it; by default an interrupt of the process. */
export async function serve(args: readonly string[], terminal: Terminal, until = interruption()): Promise<ExitCode> {
  const { values, positionals } = parse(args);
  if (positionals.length > 0) throw new UsageError('serve takes no paths: hitrate serve [--port <n>].');
  const port = wholeNumber(values.port, '--port', 0, 65_535) ?? 0;
  const script = scriptOf(values, terminal.cwd);
  try {
    const provider = await startLocalProvider({
      simulator: await localSimulator(),
      port,
      script,
      realTime: values['real-time'],
      ...(values.quiet
        ? {}
        : { onRequest: ({ method, path, status }) => terminal.warn(`${status} ${method} ${path}\n`) }),
    });
    terminal.write(
      [
        `${terminal.style('bold', 'The local provider is listening.')} It answers by itself: no request leaves this machine. Ctrl+C ends it.`,
        '',
        `  ANTHROPIC_BASE_URL=${provider.anthropicUrl}`,
        `  OPENAI_BASE_URL=${provider.openAiUrl}`,
        '',
        'Any key will do; requests with different keys do not share a cache.',
        '',
      ].join('\n'),
    );
    await until;
    await provider.close();
    return exitCode.clean;
  } catch (error) {
    if (error instanceof PortError) throw new UsageError(error.message);
    throw error;
  }
}

function scriptOf(values: ReturnType<typeof parse>['values'], cwd: string): ReplyScript {
  const rounds = wholeNumber(values['tool-rounds'], '--tool-rounds', 0, 1000);
  const tokens = wholeNumber(values['output-tokens'], '--output-tokens', 1, 200_000);
  const given =
    values.script === undefined
      ? {}
      : readJsonFile(resolve(cwd, values.script), values.script, replyScriptSchema, { kind: 'script of replies' });
  return {
    ...replyScriptSchema.parse(given),
    ...(rounds === undefined ? {} : { toolRounds: rounds }),
    ...(tokens === undefined ? {} : { outputTokens: tokens }),
  };
}

const parse = (args: readonly string[]) =>
  parseOptions(args, {
    port: { type: 'string' },
    script: { type: 'string' },
    'tool-rounds': { type: 'string' },
    'output-tokens': { type: 'string' },
    'real-time': { type: 'boolean', default: false },
    quiet: { type: 'boolean', default: false },
    'no-color': { type: 'boolean', default: false },
  });
