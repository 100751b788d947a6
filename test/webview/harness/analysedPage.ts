// The page of a call in real source text, made by the engine and the builder that the language server uses.
import { type Engine, LineIndex } from '../../../server/src/engine/index.ts';
import { ruleDocsHref } from '../../../server/src/host/index.ts';
import type { ProfilePage } from '../../../server/src/protocol/index.ts';
import { profilePage } from '../../../server/src/report/index.ts';
import { plainSettings } from '../../harness/analyzeOne.ts';
import { memorySnapshot } from '../../harness/memorySnapshot.ts';

/** Of the first call in the document at `path`. */
export function analysedPage(engine: Engine, documents: ReadonlyMap<string, string>, path: string): ProfilePage {
  const snapshot = memorySnapshot(documents);
  const analysis = engine.analyze(path, snapshot, plainSettings);
  const [call] = analysis.calls;
  if (call === undefined) throw new Error(`There is no model call in ${path}.`);
  return profilePage({
    engine,
    analysis,
    call,
    uri: `file://${path}`,
    version: 1,
    scenario: plainSettings.scenario,
    read: snapshot.read,
    locate: (place) => {
      const lines = new LineIndex(documents.get(place.path) ?? '');
      return { uri: `file://${place.path}`, start: lines.positionAt(place.start), end: lines.positionAt(place.end) };
    },
    hrefOf: ruleDocsHref,
  });
}
