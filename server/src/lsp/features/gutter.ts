// Tells the client which lines of prompts are read from the cache, which break it, and which are billed again.
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type GutterKind, type GutterParams, gutterNotification, type LineRange } from '../../protocol/index.ts';
import type { PromptPlace } from '../../report/index.ts';
import { clientOptions } from '../clientOptions.ts';
import { documentPrompts } from '../documentPrompts.ts';
import type { Feature } from '../feature.ts';
import { tellDocuments } from '../tellDocuments.ts';

/** Where calls disagree about a line, the worse news is shown. */
const kinds = ['break', 'rebilled', 'cached'] as const satisfies readonly GutterKind[];

export const gutter: Feature = {
  capabilities: () => ({}),
  register: (session) => {
    if (!clientOptions(session).gutter) return;
    tellDocuments(session, gutterNotification, async (document): Promise<GutterParams | undefined> => {
      const { uri, version } = document;
      const isWanted = (await session.settings.of(uri))['gutter.enabled'];
      const places = isWanted ? await documentPrompts(session, document) : [];
      return places && { uri, version, lines: linesOf(document, places) };
    });
  },
};

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
