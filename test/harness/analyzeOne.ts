// Analyses one document in memory with an engine, and gives its model calls.
import type { AnalyzedCall, EngineSettings } from '../../server/src/engine/index.ts';
import { fileSettings } from '../../server/src/host/index.ts';
import { defaultSettings } from '../../server/src/protocol/index.ts';
import { sharedEngine } from './analyzeProject.ts';
import { memorySnapshot } from './memorySnapshot.ts';

/** Settings as they ship. */
export const plainSettings: EngineSettings = fileSettings({
  path: '/p/agent.ts',
  settings: defaultSettings,
  project: undefined,
  roots: ['/p'],
});

export async function analyzeOne(
  text: string,
  settings: Partial<EngineSettings> = {},
  path = '/p/agent.ts',
): Promise<readonly AnalyzedCall[]> {
  const engine = await sharedEngine();
  return engine.analyze(path, memorySnapshot(new Map([[path, text]])), { ...plainSettings, ...settings }).calls;
}
