// Runs the engine over a few documents in memory and gives their findings, each once.

import type { Engine, EngineSettings, Finding } from '../../server/src/engine/index.ts';
import { startEngine } from '../../server/src/host/index.ts';
import { mergeFindings } from '../../server/src/report/index.ts';
import { memorySnapshot } from './memorySnapshot.ts';

let shared: Promise<Engine> | undefined;

/** One engine per test file: starting it costs more than most tests. */
export function sharedEngine(): Promise<Engine> {
  shared ??= startEngine();
  return shared;
}

export interface ProjectReport {
  readonly findings: readonly Finding[];
  /** Notes of the engine: where it gave up, and rules that failed. */
  readonly notes: readonly string[];
}

export function analyzeProject(
  engine: Engine,
  documents: ReadonlyMap<string, string>,
  settings: EngineSettings,
): ProjectReport {
  const findings: Finding[] = [];
  const notes: string[] = [];
  for (const path of documents.keys()) {
    const analysis = engine.analyze(path, memorySnapshot(documents), settings);
    findings.push(...analysis.findings);
    notes.push(...analysis.notes.map(({ text }) => text));
  }
  return { findings: mergeFindings(findings), notes };
}
