// The parts of prompts in one document that change between requests, whichever open document's model call sends them.
import type { CancellationToken } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type VolatileSpan, volatileSpans } from '../report/index.ts';
import { callsSending } from './documentPrompts.ts';
import type { Session } from './session.ts';

/** In the order of the text, none within another. Undefined when the document changed or closed meanwhile. */
export async function documentVolatile(
  session: Session,
  document: TextDocument,
  token?: CancellationToken,
): Promise<readonly VolatileSpan[] | undefined> {
  const sending = await callsSending(session, document, token);
  if (sending === undefined) return undefined;
  const byPlace = new Map<string, VolatileSpan>();
  for (const span of sending.calls.flatMap(volatileSpans)) {
    if (!sending.isHere(span.place)) continue;
    const key = `${span.place.start} ${span.place.end}`;
    // Where calls disagree, the worse news is shown.
    if (byPlace.get(key)?.breaks !== true) byPlace.set(key, span);
  }
  const spans = [...byPlace.values()].sort(
    (one, other) => one.place.start - other.place.start || other.place.end - one.place.end,
  );
  let end = -1;
  return spans.filter(({ place }) => {
    if (place.start < end || place.end <= place.start) return false;
    end = place.end;
    return true;
  });
}
