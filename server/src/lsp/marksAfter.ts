// Proves an edit that moves cache marks: analyses the edited text and looks where the marks stand then.
import { type AnalyzedCall, applyEdits, type Engine, type EngineSettings, type Fix } from '../engine/index.ts';
import type { PageMark } from '../protocol/index.ts';
import type { Session } from './session.ts';

export interface MarksAfterInput {
  readonly engine: Engine;
  readonly session: Session;
  readonly call: AnalyzedCall;
  readonly fix: Fix;
  readonly settings: EngineSettings;
  readonly wanted: readonly PageMark[];
}

/** The edited call has exactly the wanted marks. */
export function marksAfter({ engine, session, call, fix, settings, wanted }: MarksAfterInput): boolean {
  const edited = new Map<string, string>();
  for (const { path, edits } of fix.changes) {
    const text = session.snapshot.read(path);
    const after = text === undefined ? undefined : applyEdits(text, edits);
    if (after !== undefined) edited.set(path, after);
  }
  const { path } = call.call.site.place;
  // Without versions: the trees of open documents are not to be parsed on top of a text that is only tried.
  const { calls } = engine.analyze(path, { read: (one) => edited.get(one) ?? session.snapshot.read(one) }, settings);
  for (const one of edited.keys()) engine.forget(one);
  const after = calls.find((one) => one.call.id === call.call.id);
  if (after === undefined) return false;
  const marks = after.layout.breakpoints.filter(({ mark }) => !mark.automatic).map(({ block }) => block);
  const blocks = [...new Set(wanted.map(({ block }) => block))].sort((a, b) => a - b);
  return marks.length === blocks.length && marks.every((block, at) => block === blocks[at]);
}
