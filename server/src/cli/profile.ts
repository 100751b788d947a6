// `hitrate profile`: shows what each model call sends, tick by tick, and what a run of it costs.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Engine } from '../engine/index.ts';
import { profileText, profileTitle } from '../report/index.ts';
import { callsUnder } from './callsUnder.ts';
import { type ExitCode, exitCode } from './exitCode.ts';
import { type ProfiledCall, profileJson } from './profileJson.ts';
import { profileOptions } from './profileOptions.ts';
import type { Terminal } from './terminal.ts';

export async function profile(
  args: readonly string[],
  terminal: Terminal,
  createEngine: () => Promise<Engine>,
): Promise<ExitCode> {
  const exists = (path: string): boolean =>
    statSync(resolve(terminal.cwd, path), { throwIfNoEntry: false }) !== undefined;
  const options = profileOptions(args, exists);
  const engine = await createEngine();
  try {
    const { calls, base, displayPath } = callsUnder(engine, {
      cwd: terminal.cwd,
      path: options.path,
      line: options.line,
      config: options.config,
      scenario: options.scenario,
    });
    const profiled = calls.map(({ call, path, line, scenario }): ProfiledCall => {
      return { call, path, line, scenario, ...(options.model === undefined ? {} : { model: options.model }) };
    });
    if (profiled.length === 0) {
      terminal.warn(`hitrate: no model call was found in ${options.path}.\n`);
      return exitCode.findings;
    }
    if (options.format === 'json') {
      terminal.write(profileJson(engine, profiled, base));
      return exitCode.clean;
    }
    const reports = profiled.map(({ call, path, line, scenario, model }) => {
      const title = profileTitle(call, displayPath(path), line);
      return profileText(engine, call, {
        title,
        scenario,
        style: terminal.style,
        ...(model === undefined ? {} : { model }),
      });
    });
    terminal.write(reports.join('\n\n'));
    return exitCode.clean;
  } finally {
    engine.dispose();
  }
}
