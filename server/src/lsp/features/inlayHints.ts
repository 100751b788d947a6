// Tokens beside the texts and tool lists that prompts are made of.
import { type InlayHint, InlayHintRefreshRequest } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Engine } from '../../engine/index.ts';
import type { PromptPlace } from '../../report/index.ts';
import { documentPrompts } from '../documentPrompts.ts';
import type { Feature } from '../feature.ts';
import { checkCancelled, guarded } from '../guarded.ts';
import { logged } from '../logged.ts';

/** Shorter texts are not worth a word in the line. */
const leastTokens = 20;

export const inlayHints: Feature = {
  capabilities: () => ({ inlayHintProvider: { resolveProvider: false } }),
  register: (session) => {
    const { connection } = session;
    connection.languages.inlayHint.on(
      guarded(connection, 'textDocument/inlayHint', [], async ({ textDocument, range }, token) => {
        const document = session.documents.get(textDocument.uri);
        if (document === undefined) return [];
        if (!(await session.settings.of(document.uri))['inlayHints.enabled']) return [];
        if ((await documentPrompts(session, document, token))?.length === 0) return [];
        await session.counted();
        const places = await documentPrompts(session, document, token);
        checkCancelled(token);
        const engine = session.engine.current();
        if (places === undefined || engine === undefined) return [];
        const from = document.offsetAt(range.start);
        const to = document.offsetAt(range.end);
        return hintsOf(engine, document, places)
          .filter(({ offset }) => from <= offset && offset <= to)
          .map(({ hint }) => hint);
      }),
    );
    if (session.client.workspace?.inlayHint?.refreshSupport === true) {
      session.onInvalidate((why) => {
        if (why === 'content') return;
        logged(connection, InlayHintRefreshRequest.method, connection.sendRequest(InlayHintRefreshRequest.type));
      });
    }
  },
};

interface PlacedHint {
  readonly offset: number;
  readonly hint: InlayHint;
}

/** One for each place, of the call that sends most of it. */
function hintsOf(engine: Engine, document: TextDocument, places: readonly PromptPlace[]): readonly PlacedHint[] {
  const byStart = new Map<number, PromptPlace>();
  for (const place of places) {
    if ((place.kind !== 'text' && place.kind !== 'tools') || place.tokens.tokens < leastTokens) continue;
    const known = byStart.get(place.place.start);
    if (known === undefined || known.tokens.tokens < place.tokens.tokens) byStart.set(place.place.start, place);
  }
  return [...byStart.values()].map(({ place, kind, tokens, state, level, count }) => {
    const shown = engine.formatTokens({ ...tokens, method: 'estimate' });
    return {
      offset: place.start,
      hint: {
        position: document.positionAt(place.start),
        label: kind === 'tools' ? `${toolsText(count)} ${shown} tok` : `${shown} tok`,
        paddingRight: true,
        tooltip: `${tooltips[state]} Part of the ${level}, between ${tokens.low.toLocaleString('en-US')} and ${tokens.high.toLocaleString('en-US')} tokens.`,
      },
    };
  });
}

function toolsText(count: number | undefined): string {
  if (count === undefined) return 'tools';
  return count === 1 ? '1 tool' : `${count} tools`;
}

const tooltips: Readonly<Record<PromptPlace['state'], string>> = {
  cached: 'A warm tick reads this from the cache.',
  break: 'This changes, and ends the cached prefix.',
  rebilled: 'This stays the same and is billed again on every tick.',
  plain: 'This is billed once.',
};
