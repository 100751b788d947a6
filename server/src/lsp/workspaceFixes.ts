// Finds the safe fixes of one rule in all sources of the workspace, file by file, so that other requests get their turns.
import type { CancellationToken } from 'vscode-languageserver/node';
import type { DocumentEdits, Finding, Snapshot } from '../engine/index.ts';
import {
  candidateFile,
  chooseFiles,
  isMachineWritten,
  isNotebookPath,
  walkSources,
  whyNotReplaceable,
} from '../host/index.ts';
import { mergeFindings, selectEdits } from '../report/index.ts';
import { checkCancelled, nextTurn } from './guarded.ts';
import type { Session } from './session.ts';
import { uriOfPath } from './uriPath.ts';

export interface WorkspaceFixes {
  readonly fixed: number;
  /** Fixes that reach into a file that must not or cannot be written. */
  readonly leftOut: number;
  /** Fixes that another one stands in the way of. */
  readonly clashing: number;
  readonly changes: readonly DocumentEdits[];
  /** What the edits are for; they hold only while the session sees the same texts. */
  readonly texts: ReadonlyMap<string, string>;
}

export interface WorkspaceFixesInput {
  readonly session: Session;
  readonly rule: string;
  readonly token: CancellationToken;
  readonly onProgress: (done: number, all: number) => void;
}

export async function workspaceFixes({
  session,
  rule,
  token,
  onProgress,
}: WorkspaceFixesInput): Promise<WorkspaceFixes> {
  const engine = await session.engine.get();
  // One state of the files for all analyses.
  const texts = new Map<string, string | undefined>();
  const snapshot: Snapshot = {
    read: (path) => {
      if (!texts.has(path)) texts.set(path, session.snapshot.read(path));
      return texts.get(path);
    },
  };
  const sources = sourcesOf(session);
  const candidates = [];
  for (const path of sources) {
    const text = snapshot.read(path);
    const settings = await session.settingsOf(uriOfPath(path));
    checkCancelled(token);
    if (text === undefined || !settings.wanted || isMachineWritten(path, text)) continue;
    const { wrappers } = settings.engine.declarations ?? {};
    candidates.push(candidateFile(path, text, (one) => engine.isRelevant(one, wrappers)));
  }
  const chosen = chooseFiles(candidates);
  const found: Finding[] = [];
  for (const [at, { path }] of chosen.entries()) {
    onProgress(at, chosen.length);
    const settings = await session.settingsOf(uriOfPath(path));
    const { findings } = await session.engine.use((running) => running.analyze(path, snapshot, settings.engine));
    found.push(...findings.filter((finding) => finding.rule === rule));
    await nextTurn();
    checkCancelled(token);
  }
  const wanted: Finding[] = [];
  for (const finding of mergeFindings(found)) {
    const { path } = finding.place;
    const settings = await session.settingsOf(uriOfPath(path));
    if (settings.wanted && settings.engine.rules[rule] !== 'off') wanted.push(finding);
  }
  const inside = new Set(sources);
  const { byPath, fixed, refused } = selectEdits(wanted, (path) => inside.has(path) && isWritable(session, path));
  const fixable = wanted.filter(({ fixes }) => fixes.some(({ applicability }) => applicability === 'safe'));
  return {
    fixed: fixed.length,
    leftOut: refused.length,
    clashing: fixable.length - fixed.length - refused.length,
    changes: [...byPath].map(([path, edits]) => ({ path, edits })),
    texts: new Map([...byPath.keys()].map((path) => [path, snapshot.read(path) ?? ''])),
  };
}

function sourcesOf(session: Session): readonly string[] {
  const paths = new Set<string>();
  for (const folder of session.settings.folders())
    walkSources(folder, { withTests: false, add: (path) => paths.add(path), fail: () => undefined });
  return [...paths];
}

/** The file of a closed notebook is JSON: its program is edited in its cells. */
function isWritable({ documents }: Session, path: string): boolean {
  if (documents.textAt(path) !== undefined) return true;
  return !isNotebookPath(path) && whyNotReplaceable(path) === undefined;
}
