// The parts of prompts that are written in one document, whichever open document's model call sends them.
import type { CancellationToken } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { AnalyzedCall, Place } from '../engine/index.ts';
import { type PromptPlace, promptPlaces } from '../report/index.ts';
import { checkCancelled, nextTurn } from './guarded.ts';
import type { Session } from './session.ts';
import { pathOfUri } from './uriPath.ts';

export interface SendingCalls {
  /** Of every open document, those that may send something of this one. */
  readonly calls: readonly AnalyzedCall[];
  readonly isHere: (place: Place) => boolean;
}

/** Undefined when the document changed or closed meanwhile: the places would not fit its text. */
export async function callsSending(
  session: Session,
  document: TextDocument,
  token?: CancellationToken,
): Promise<SendingCalls | undefined> {
  const { uri, version } = document;
  const path = pathOfUri(uri);
  const calls: AnalyzedCall[] = [];
  for (const open of session.documents.all()) {
    const analyzed = await session.analyze(open);
    if (analyzed?.analysis.reads.includes(path) === true || open.uri === uri)
      calls.push(...(analyzed?.analysis.calls ?? []));
    await nextTurn();
    if (token !== undefined) checkCancelled(token);
  }
  if (session.documents.get(uri)?.version !== version) return undefined;
  return { calls, isHere: (place) => place.path === path && session.documents.holding(place)?.uri === uri };
}

/** Undefined when the document changed or closed meanwhile. */
export async function documentPrompts(
  session: Session,
  document: TextDocument,
  token?: CancellationToken,
): Promise<readonly PromptPlace[] | undefined> {
  const sending = await callsSending(session, document, token);
  return sending?.calls.flatMap((call) => promptPlaces(call).filter(({ place }) => sending.isHere(place)));
}
