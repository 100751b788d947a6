// Turns places into the editor's ranges, for open documents and for files that are only on disk.
import type { Range } from 'vscode-languageserver/node';
import { LineIndex, type Place } from '../engine/index.ts';
import type { Session } from './session.ts';
import { uriOfPath } from './uriPath.ts';

export interface LocatedRange {
  readonly uri: string;
  readonly range: Range;
}

const indexes = new WeakMap<Session, Map<string, { readonly text: string; readonly index: LineIndex }>>();

/** The range at the place in the text that the session sees now. */
export function locate(session: Session, place: Place): LocatedRange {
  const open = session.documents.holding(place);
  if (open !== undefined) {
    return { uri: open.uri, range: { start: open.positionAt(place.start), end: open.positionAt(place.end) } };
  }
  const index = indexOf(session, place.path);
  return {
    uri: uriOfPath(place.path),
    range: { start: index.positionAt(place.start), end: index.positionAt(place.end) },
  };
}

function indexOf(session: Session, path: string): LineIndex {
  const text = session.snapshot.read(path) ?? '';
  const ofSession = indexes.get(session) ?? new Map();
  indexes.set(session, ofSession);
  const known = ofSession.get(path);
  if (known !== undefined && known.text === text) return known.index;
  const index = new LineIndex(text);
  ofSession.set(path, { text, index });
  return index;
}
