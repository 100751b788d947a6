// The model calls of a fixture's main document.
import type { AnalyzedCall, Engine } from '../../server/src/engine/index.ts';
import { type FixtureProject, type FixtureSettings, mainPath } from './mdtest.ts';
import { memorySnapshot } from './memorySnapshot.ts';
import { projectDocuments } from './projectDocuments.ts';
import { plainSettings } from './understand.ts';

export function fixtureCalls(
  engine: Engine,
  project: FixtureProject,
  settings: FixtureSettings,
): readonly AnalyzedCall[] {
  const documents = projectDocuments(project, settings);
  return engine.analyze(mainPath[project.language], memorySnapshot(documents), plainSettings).calls;
}
