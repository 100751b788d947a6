// Offers the profile of the model call whose name the cursor is on.
import type { CodeAction, Range } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { commandIds } from '../protocol/index.ts';
import { clientOptions } from './clientOptions.ts';
import type { Session } from './session.ts';
import { pathOfUri } from './uriPath.ts';

/** A kind of its own: it mends nothing, and stands behind the repairs in the menu. */
export const profileKind = 'hitrate.profile';

/** None for clients that cannot open the page. */
export async function profileActions(session: Session, document: TextDocument, range: Range): Promise<CodeAction[]> {
  if (!clientOptions(session).commands.includes(commandIds.profilePrompt)) return [];
  const analyzed = await session.analyze(document);
  const path = pathOfUri(document.uri);
  const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  const call = analyzed?.analysis.calls.find(({ call: { site } }) => {
    const { calleePlace } = site;
    return calleePlace.path === path && calleePlace.start <= end && start <= calleePlace.end;
  });
  if (call === undefined) return [];
  const argument = { uri: document.uri, offset: call.call.site.place.start - session.documents.startOf(document.uri) };
  const title = 'Profile this prompt';
  return [{ title, kind: profileKind, command: { title, command: commandIds.profilePrompt, arguments: [argument] } }];
}
