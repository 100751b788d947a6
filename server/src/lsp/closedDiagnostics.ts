// The problems of files that stand open in no editor, found through the open documents that import them.
import type { Diagnostic } from 'vscode-languageserver/node';
import type { Finding } from '../engine/index.ts';
import { mergeFindings } from '../report/index.ts';
import { toDiagnostic } from './convert.ts';
import { locate } from './documentLines.ts';
import { nextTurn } from './guarded.ts';
import type { Session } from './session.ts';

/** A file on disk has no version. */
const noVersion = 0;

/** By URI; each list has at least one problem. Undefined when `isWanted` says that newer answers are on their way. */
export async function closedDiagnostics(
  session: Session,
  isWanted: () => boolean,
): Promise<ReadonlyMap<string, readonly Diagnostic[]> | undefined> {
  const found = new Map<string, Finding[]>();
  for (const open of session.documents.all()) {
    const analyzed = await session.analyze(open);
    await nextTurn();
    if (!isWanted()) return undefined;
    for (const finding of analyzed?.analysis.findings ?? []) {
      const { path } = finding.place;
      if (session.documents.textAt(path) === undefined) found.set(path, [...(found.get(path) ?? []), finding]);
    }
  }
  const byUri = new Map<string, readonly Diagnostic[]>();
  for (const [path, findings] of found) {
    const { uri } = locate(session, { path, start: 0, end: 0 });
    const { wanted, engine } = await session.settingsOf(uri);
    const kept = mergeFindings(findings.filter(({ rule }) => engine.rules[rule] !== 'off'));
    if (!wanted || kept.length === 0) continue;
    byUri.set(
      uri,
      kept.map((finding) => toDiagnostic(session, finding, noVersion)),
    );
  }
  return isWanted() ? byUri : undefined;
}
