// Every model call under the named paths as a snapshot has them, each place once.
import { type AnalyzedCall, type Engine, type EngineSettings, LineIndex, type Snapshot } from '../engine/index.ts';
import { fileSettings, repositoryRoot } from '../host/index.ts';
import type { Settings } from '../protocol/index.ts';
import { analyzeAt } from './analyzeAt.ts';
import type { CheckedProject } from './checkedProject.ts';

export interface PlacedCall {
  readonly call: AnalyzedCall;
  readonly settings: EngineSettings;
  /** As a reader of the terminal knows it; line from 1. */
  readonly file: string;
  readonly line: number;
}

/** What a caller in another file sends counts for the call that it reaches: of several, the largest request speaks. */
export function placedCalls(
  engine: Engine,
  project: CheckedProject,
  settings: Settings,
  snapshot: Snapshot,
  paths: readonly string[],
): readonly PlacedCall[] {
  const { configOf, displayPath } = project;
  const wanted = new Set(paths);
  const settingsOf = (path: string): EngineSettings => settingsAt(path, project, settings);
  const byPlace = new Map<string, { readonly call: AnalyzedCall; readonly from: string }>();
  for (const { path, calls } of analyzeAt({ engine, configOf, settingsOf, snapshot, paths })) {
    for (const call of calls) {
      const { place } = call.call.site;
      if (!wanted.has(place.path)) continue;
      const key = `${place.path}:${place.start}`;
      const known = byPlace.get(key);
      if (known === undefined || known.call.estimate.input.tokens < call.estimate.input.tokens) {
        byPlace.set(key, { call, from: path });
      }
    }
  }
  return [...byPlace.values()].map(({ call, from }) => {
    const { place } = call.call.site;
    const line = new LineIndex(snapshot.read(place.path) ?? '').positionAt(place.start).line + 1;
    return { call, settings: settingsOf(from), file: displayPath(place.path), line };
  });
}

/** A config file wins over the given settings. */
export function settingsAt(path: string, { configOf, base }: CheckedProject, settings: Settings): EngineSettings {
  return fileSettings({ path, settings, project: configOf(path), roots: [repositoryRoot(base)] });
}
