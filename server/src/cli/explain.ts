// `hitrate explain`: shows what was understood of a model call, and where the engine gave up and why.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Engine, LineIndex } from '../engine/index.ts';
import { explainText, profileTitle } from '../report/index.ts';
import { callsUnder } from './callsUnder.ts';
import { type ExitCode, exitCode } from './exitCode.ts';
import { parseOptions } from './parseOptions.ts';
import { pathWithLine } from './pathWithLine.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';

export async function explain(
  args: readonly string[],
  terminal: Terminal,
  createEngine: () => Promise<Engine>,
): Promise<ExitCode> {
  const { values, positionals } = parse(args);
  const [target, ...more] = positionals;
  if (target === undefined || more.length > 0) {
    throw new UsageError('explain takes one file or folder: hitrate explain <path>[:line].');
  }
  const exists = (path: string): boolean =>
    statSync(resolve(terminal.cwd, path), { throwIfNoEntry: false }) !== undefined;
  const { path, line } = pathWithLine(target, exists);
  const engine = await createEngine();
  try {
    const query = { cwd: terminal.cwd, path, line, config: values.config, scenario: {} };
    const { calls, displayPath, snapshot } = callsUnder(engine, query);
    if (calls.length === 0) {
      terminal.warn(`hitrate: no model call was found in ${path}.\n`);
      return exitCode.findings;
    }
    const lines = new Map<string, LineIndex>();
    const lineOf = (file: string, offset: number): number => {
      const index = lines.get(file) ?? new LineIndex(snapshot.read(file) ?? '');
      lines.set(file, index);
      return index.positionAt(offset).line + 1;
    };
    const reports = calls.map(({ call, analysis, path: file, line: own }) =>
      explainText(engine, analysis, call, {
        title: profileTitle(call, displayPath(file), own),
        style: terminal.style,
        showPlace: (place) => `${displayPath(place.path)}:${lineOf(place.path, place.start)}`,
      }),
    );
    terminal.write(reports.join('\n\n'));
    return exitCode.clean;
  } finally {
    engine.dispose();
  }
}

const parse = (args: readonly string[]) =>
  parseOptions(args, { config: { type: 'string' }, 'no-color': { type: 'boolean', default: false } });
