// The sources around a fix, as a proof needs them: files that are analysed once, and again with other texts laid over them.
import type { Analysis, Engine, EngineSettings, Snapshot } from '../../../server/src/engine/index.ts';
import type { Documents } from '../applyFixes.ts';
import type { FixWorld } from './proveFix.ts';

export interface WorldInput {
  readonly engine: Engine;
  readonly hasErrors: (path: string, text: string) => boolean;
  /** Files that are analysed, in this order. */
  readonly paths: readonly string[];
  /** What is read, with some texts changed. */
  readonly snapshot: (changed: Documents) => Snapshot;
  readonly settings: EngineSettings;
}

export interface World extends FixWorld {
  /** Analyses of everything. */
  readonly all: (changed?: Documents) => readonly Analysis[];
}

export function createWorld({ engine, hasErrors, paths, snapshot, settings }: WorldInput): World {
  const unchanged = snapshot(new Map());
  const base = new Map(paths.map((path) => [path, engine.analyze(path, unchanged, settings)] as const));
  const dependents = new Map<string, Set<string>>();
  for (const [path, { reads }] of base) {
    for (const read of [path, ...reads]) dependents.set(read, (dependents.get(read) ?? new Set()).add(path));
  }
  const analyze = (changedPaths: readonly string[], changed?: Documents): readonly Analysis[] => {
    const touched = new Set(changedPaths.flatMap((path) => [...(dependents.get(path) ?? [])]));
    const chosen = paths.filter((path) => touched.has(path));
    if (changed === undefined) return chosen.flatMap((path) => base.get(path) ?? []);
    const now = snapshot(changed);
    return chosen.map((path) => engine.analyze(path, now, settings));
  };
  return {
    read: unchanged.read,
    analyze,
    all: (changed) => {
      if (changed === undefined || changed.size === 0) return [...base.values()];
      const fresh = new Map(analyze([...changed.keys()], changed).map((analysis) => [analysis.path, analysis]));
      return paths.flatMap((path) => fresh.get(path) ?? base.get(path) ?? []);
    },
    errors: (documents) => [...documents].filter(([path, text]) => hasErrors(path, text)).length,
  };
}
