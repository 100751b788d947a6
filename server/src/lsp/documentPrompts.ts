// The parts of prompts that are written in one document, whichever open document's model call sends them.
import type { CancellationToken } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Place } from '../engine/index.ts';
import { type PromptPlace, promptPlaces } from '../report/index.ts';
import { checkCancelled, nextTurn } from './guarded.ts';
import type { Session } from './session.ts';
import { pathOfUri } from './uriPath.ts';

/** Undefined when the document changed or closed meanwhile: the places would not fit its text. */
export async function documentPrompts(
  session: Session,
  document: TextDocument,
  token?: CancellationToken,
): Promise<readonly PromptPlace[] | undefined> {
  const { uri, version } = document;
  const path = pathOfUri(uri);
  const places: PromptPlace[] = [];
  const isHere = (place: Place): boolean => place.path === path && session.documents.holding(place)?.uri === uri;
  for (const open of session.documents.all()) {
    const analyzed = await session.analyze(open);
    if (analyzed?.analysis.reads.includes(path) === true || open.uri === uri) {
      for (const call of analyzed?.analysis.calls ?? []) {
        places.push(...promptPlaces(call).filter(({ place }) => isHere(place)));
      }
    }
    await nextTurn();
    if (token !== undefined) checkCancelled(token);
  }
  return session.documents.get(uri)?.version === version ? places : undefined;
}
