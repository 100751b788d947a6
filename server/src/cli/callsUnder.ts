// Finds the model calls of a file, of a folder, or at a line of a file.
import {
  type Analysis,
  type AnalyzedCall,
  type Engine,
  LineIndex,
  mayHoldRequest,
  type Scenario,
  type Snapshot,
} from '../engine/index.ts';
import { createDiskSnapshot, fileSettings, repositoryRoot } from '../host/index.ts';
import { defaultSettings, type Settings } from '../protocol/index.ts';
import { callAt } from '../report/index.ts';
import { checkedProject } from './checkedProject.ts';
import { UsageError } from './usageError.ts';

export interface FoundCall {
  readonly call: AnalyzedCall;
  readonly analysis: Analysis;
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly scenario: Scenario;
}

export interface FoundCalls {
  readonly calls: readonly FoundCall[];
  /** Folder that shown paths are relative to. */
  readonly base: string;
  readonly displayPath: (path: string) => string;
  readonly snapshot: Snapshot;
}

export interface CallsQuery {
  readonly cwd: string;
  readonly path: string;
  readonly line: number | undefined;
  /** UTF-16 offset instead of a line. */
  readonly offset?: number;
  readonly config: string | undefined;
  /** As an editor has them; a config file wins over them. */
  readonly settings?: Settings;
  /** Texts that go before those on disk, by absolute path. */
  readonly unsaved?: ReadonlyMap<string, string>;
  /** Numbers of the scenario that win over those of the settings. */
  readonly scenario: Partial<Scenario>;
}

export function callsUnder(
  engine: Engine,
  { cwd, path: target, line, offset, config, settings = defaultSettings, unsaved, scenario: given }: CallsQuery,
): FoundCalls {
  const { found, base, displayPath, configOf } = checkedProject(cwd, [target], engine, config);
  if ((line ?? offset) !== undefined && found.files.length !== 1) {
    throw new UsageError(`A line was given, but ${target} is not a source file.`);
  }
  const snapshot = createDiskSnapshot({ frozen: true, overlay: (path) => unsaved?.get(path) });
  const calls: FoundCall[] = [];
  for (const { path } of found.files) {
    const text = snapshot.read(path);
    if (text === undefined) continue;
    const applied = fileSettings({
      path,
      settings,
      project: configOf(path),
      roots: [repositoryRoot(base)],
    });
    if (!mayHoldRequest(path, text) && !engine.isRelevant(text, applied.declarations?.wrappers)) continue;
    const scenario = { ...applied.scenario, ...given };
    const analysis = engine.analyze(path, snapshot, { ...applied, scenario });
    const lines = new LineIndex(text);
    for (const call of chosenCalls(
      analysis,
      line === undefined ? offset : lines.offsetAt({ line: line - 1, character: 0 }),
    )) {
      const own = lines.positionAt(call.call.site.place.start).line + 1;
      calls.push({ call, analysis, path, line: own, scenario });
    }
  }
  return { calls, base, displayPath, snapshot };
}

function chosenCalls(analysis: Analysis, offset: number | undefined): readonly AnalyzedCall[] {
  if (offset === undefined) return analysis.calls.filter(({ call }) => call.site.place.path === analysis.path);
  const call = callAt(analysis, offset);
  return call === undefined ? [] : [call];
}
