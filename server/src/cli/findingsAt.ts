// All findings under the named paths as a snapshot has them.
import type { Engine, Finding, Snapshot } from '../engine/index.ts';
import { defaultSettings } from '../protocol/index.ts';
import { mergeFindings } from '../report/index.ts';
import { analyzeAt } from './analyzeAt.ts';
import type { CheckedProject } from './checkedProject.ts';
import { settingsAt } from './placedCalls.ts';

/** Of every rule and severity; sorted, each once. */
export function findingsAt(
  engine: Engine,
  project: CheckedProject,
  snapshot: Snapshot,
  paths: readonly string[],
): readonly Finding[] {
  const { configOf } = project;
  const settingsOf = (path: string) => settingsAt(path, project, defaultSettings);
  const analyses = analyzeAt({ engine, configOf, settingsOf, snapshot, paths });
  return mergeFindings(analyses.flatMap(({ findings }) => findings));
}
