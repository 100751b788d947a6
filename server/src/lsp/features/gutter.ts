// Tells the client which lines of prompts are read from the cache, which break it, and which are billed again.
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type GutterKind, type GutterParams, gutterNotification, type LineRange } from '../../protocol/index.ts';
import type { PromptPlace } from '../../report/index.ts';
import { clientOptions } from '../clientOptions.ts';
import { documentPrompts } from '../documentPrompts.ts';
import type { Feature } from '../feature.ts';
import { logged } from '../logged.ts';
import type { Session } from '../session.ts';

/** Where calls disagree about a line, the worse news is shown. */
const kinds = ['break', 'rebilled', 'cached'] as const satisfies readonly GutterKind[];

export const gutter: Feature = {
  capabilities: () => ({}),
  register: (session) => {
    if (!clientOptions(session).gutter) return;
    const { connection } = session;
    const sent = new Map<string, string>();
    let isRunning = false;
    let isStale = false;
    // An analysis may concern several documents, and several of them end at once: they are told together.
    const update = async (): Promise<void> => {
      isStale = true;
      if (isRunning) return;
      isRunning = true;
      try {
        while (isStale) {
          isStale = false;
          for (const document of session.documents.all()) await tell(session, document, sent);
        }
      } finally {
        isRunning = false;
      }
    };
    session.onOutcome(({ kind }) => {
      if (kind === 'done') logged(connection, gutterNotification.method, update());
    });
    session.documents.onDidClose(({ uri }) => sent.delete(uri));
  },
};

async function tell(session: Session, document: TextDocument, sent: Map<string, string>): Promise<void> {
  const { uri, version } = document;
  const isWanted = (await session.settings.of(uri))['gutter.enabled'];
  const places = isWanted ? await documentPrompts(session, document) : [];
  // It changed meanwhile, and is told about when its analysis ends.
  if (places === undefined) return;
  const params: GutterParams = { uri, version, lines: linesOf(document, places) };
  const key = JSON.stringify(params);
  if (sent.get(uri) === key) return;
  sent.set(uri, key);
  await session.connection.sendNotification(gutterNotification.method, params);
}

function linesOf(document: TextDocument, places: readonly PromptPlace[]): GutterParams['lines'] {
  const kindOf = new Map<number, GutterKind>();
  for (const { place, state, kind } of places) {
    // The list stands where the call takes it; what is sent is written elsewhere, or has places of its own.
    if (state === 'plain' || kind === 'tools') continue;
    const first = document.positionAt(place.start).line;
    const last = document.positionAt(Math.max(place.start, place.end - 1)).line;
    for (let line = first; line <= last; line++) {
      const known = kindOf.get(line);
      if (known === undefined || kinds.indexOf(state) < kinds.indexOf(known)) kindOf.set(line, state);
    }
  }
  const ranges = (kind: GutterKind): readonly LineRange[] => {
    const lines = [...kindOf].flatMap(([line, one]) => (one === kind ? [line] : [])).sort((a, b) => a - b);
    const found: [number, number][] = [];
    for (const line of lines) {
      const last = found.at(-1);
      if (last !== undefined && last[1] === line - 1) last[1] = line;
      else found.push([line, line]);
    }
    return found;
  };
  return { cached: ranges('cached'), break: ranges('break'), rebilled: ranges('rebilled') };
}
