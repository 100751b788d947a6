// `hitrate profile`: shows what each model call sends, tick by tick, and what a run of it costs.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Analysis, type AnalyzedCall, type Engine, LineIndex } from '../engine/index.ts';
import { createDiskSnapshot, fileSettings, repositoryRoot } from '../host/index.ts';
import { defaultSettings } from '../protocol/index.ts';
import { callAt, profileText, profileTitle } from '../report/index.ts';
import { checkedProject } from './checkedProject.ts';
import { type ExitCode, exitCode } from './exitCode.ts';
import { type ProfiledCall, profileJson } from './profileJson.ts';
import { profileOptions } from './profileOptions.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';

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
    const { found, base, displayPath, configOf } = checkedProject(terminal.cwd, [options.path], engine, options.config);
    if (options.line !== undefined && found.files.length !== 1) {
      throw new UsageError(`A line was given, but ${options.path} is not a source file.`);
    }
    const snapshot = createDiskSnapshot({ frozen: true });
    const profiled: ProfiledCall[] = [];
    for (const { path } of found.files) {
      const text = snapshot.read(path);
      if (text === undefined || !engine.isRelevant(text)) continue;
      const applied = fileSettings({
        path,
        settings: defaultSettings,
        project: configOf(path),
        roots: [repositoryRoot(base)],
      });
      const scenario = { ...applied.scenario, ...options.scenario };
      const analysis = engine.analyze(path, snapshot, { ...applied, scenario });
      const lines = new LineIndex(text);
      for (const call of chosenCalls(analysis, lines, options.line)) {
        const line = lines.positionAt(call.call.site.place.start).line + 1;
        profiled.push({ call, path, line, scenario, ...(options.model === undefined ? {} : { model: options.model }) });
      }
    }
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

function chosenCalls(analysis: Analysis, lines: LineIndex, line: number | undefined): readonly AnalyzedCall[] {
  const own = analysis.calls.filter(({ call }) => call.site.place.path === analysis.path);
  if (line === undefined) return own;
  const call = callAt(analysis, lines.offsetAt({ line: line - 1, character: 0 }));
  return call === undefined ? [] : [call];
}
