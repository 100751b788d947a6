// The command line: picks the command, and turns whatever happens into an exit code.
import { programVersion } from '../host/index.ts';
import { type CheckDependencies, check } from './check.ts';
import { cost } from './cost.ts';
import { type ExitCode, exitCode } from './exitCode.ts';
import { explain } from './explain.ts';
import { helpText } from './helpText.ts';
import { lock } from './lock/lock.ts';
import { type McpDependencies, mcp } from './mcp.ts';
import type { Networked } from './networked.ts';
import { profile } from './profile.ts';
import { review } from './review.ts';
import type { Terminal } from './terminal.ts';
import { isUsageError, UsageError } from './usageError.ts';

export interface RunDependencies extends CheckDependencies {
  /** Undefined where there is no bundle to run in a thread. */
  readonly mcp?: McpDependencies;
  /** Starts the language server, which then lives as long as its channel. */
  readonly startLanguageServer: () => Promise<void>;
  /** Loads the commands that open a port or talk to a network. */
  readonly loadNetworked: () => Promise<Networked>;
}

/** `args` without the names of the interpreter and the program. Never throws. */
export async function run(
  args: readonly string[],
  terminal: Terminal,
  dependencies: RunDependencies,
): Promise<ExitCode> {
  try {
    const [command, ...rest] = args;
    // What stands behind two dashes is another program's.
    const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
    if (own.includes('--help') || own.includes('-h') || command === 'help') {
      terminal.write(helpText);
      return exitCode.clean;
    }
    if (command === '--version' || command === '-v') {
      terminal.write(`${programVersion()}\n`);
      return exitCode.clean;
    }
    switch (command) {
      case 'check':
        return await check(rest, terminal, dependencies);
      case 'profile':
        return await profile(rest, terminal, dependencies);
      case 'cost':
        return await cost(rest, terminal, dependencies.createEngine);
      case 'review':
        return await review(rest, terminal, dependencies.createEngine);
      case 'lock':
        return await lock(rest, terminal, dependencies.createEngine);
      case 'levers':
        return await (await dependencies.loadNetworked()).levers(rest, terminal, dependencies.createEngine);
      case 'explain':
        return await explain(rest, terminal, dependencies.createEngine);
      case 'record':
        return await (await dependencies.loadNetworked()).record(rest, terminal);
      case 'count':
        return await (await dependencies.loadNetworked()).count(rest, terminal, dependencies.createEngine, process.env);
      case 'serve':
        return await (await dependencies.loadNetworked()).serve(rest, terminal);
      case 'mcp':
        if (dependencies.mcp === undefined) throw new Error('The bundles are missing.');
        return await mcp(rest, terminal, dependencies.mcp);
      case 'lsp':
        if (!rest.some((arg) => /^--(?:stdio|node-ipc|socket|pipe)\b/.test(arg))) {
          throw new UsageError('lsp needs a channel: hitrate lsp --stdio.');
        }
        await dependencies.startLanguageServer();
        return exitCode.clean;
      case undefined:
        terminal.warn(helpText);
        return exitCode.error;
      default:
        throw new UsageError(`There is no command ${JSON.stringify(command)}. Try hitrate --help.`);
    }
  } catch (error) {
    const text = isUsageError(error) ? error.message : detailsOf(error);
    terminal.warn(`hitrate: ${text}\n`);
    return exitCode.error;
  }
}

function detailsOf(error: unknown): string {
  return `something went wrong that should not have.\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
