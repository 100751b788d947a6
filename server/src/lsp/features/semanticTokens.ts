// Colours the parts of prompts that change between requests.
import {
  type SemanticTokens,
  SemanticTokensBuilder,
  type SemanticTokensLegend,
  SemanticTokensRegistrationType,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { VolatileSpan } from '../../report/index.ts';
import { clientOptions } from '../clientOptions.ts';
import { documentVolatile } from '../documentVolatile.ts';
import type { Feature } from '../feature.ts';
import { checkCancelled, guarded } from '../guarded.ts';
import { logged } from '../logged.ts';
import { hasTokens, tokenGlobs } from '../promptDocuments.ts';
import type { Session } from '../session.ts';

/** Named in the manifest too, which gives them their colours. */
export const legend: SemanticTokensLegend = { tokenTypes: ['volatileText'], tokenModifiers: ['breaksCache'] };

const options = { legend, full: true, range: true };
const nothing: SemanticTokens = { data: [] };

export const semanticTokens: Feature = {
  // A client that draws volatile text itself is asked to ask for templates only: its editor takes the tokens of one extension for a file.
  capabilities: (client) =>
    client.textDocument?.semanticTokens === undefined || client.textDocument.semanticTokens.dynamicRegistration === true
      ? {}
      : { semanticTokensProvider: options },
  register: (session) => {
    const { connection, client } = session;
    if (client.textDocument?.semanticTokens === undefined) return;
    /** What the client was given, by URI. */
    const given = new Map<string, string>();
    const answer = async (uri: string, from: number, to: number, token: Parameters<typeof checkCancelled>[0]) => {
      const document = session.documents.get(uri);
      const spans = document && (await spansOf(session, document));
      checkCancelled(token);
      if (document === undefined || spans === undefined) return nothing;
      given.set(uri, keyOf(spans));
      return tokensOf(
        document,
        spans.filter(({ place }) => place.start < to && from < place.end),
      );
    };
    connection.languages.semanticTokens.on(
      guarded(connection, 'textDocument/semanticTokens/full', nothing, ({ textDocument }, token) =>
        answer(textDocument.uri, 0, Number.POSITIVE_INFINITY, token),
      ),
    );
    connection.languages.semanticTokens.onRange(
      guarded(connection, 'textDocument/semanticTokens/range', nothing, async ({ textDocument, range }, token) => {
        const document = session.documents.get(textDocument.uri);
        if (document === undefined) return nothing;
        return answer(textDocument.uri, document.offsetAt(range.start), document.offsetAt(range.end), token);
      }),
    );
    session.documents.onDidClose(({ uri }) => given.delete(uri));
    if (client.textDocument.semanticTokens.dynamicRegistration === true) registerFor(session);
    if (client.workspace?.semanticTokens?.refreshSupport === true) refreshWhenChanged(session, given);
  },
};

function registerFor(session: Session): void {
  const documentSelector = clientOptions(session).volatileText ? tokenGlobs.map((pattern) => ({ pattern })) : null;
  const registered = session.connection.client.register(SemanticTokensRegistrationType.type, {
    ...options,
    documentSelector,
  });
  logged(session.connection, SemanticTokensRegistrationType.method, registered);
}

/** The client asks again by itself when the text changes; here an edit of the code that fills the text is told. */
function refreshWhenChanged(session: Session, given: Map<string, string>): void {
  const { connection } = session;
  const check = async (): Promise<void> => {
    for (const [uri, key] of given) {
      const document = session.documents.get(uri);
      const spans = document && (await spansOf(session, document));
      if (spans === undefined || keyOf(spans) === key) continue;
      // A document that is not shown is not asked for: one word about it is enough.
      given.set(uri, keyOf(spans));
      await connection.languages.semanticTokens.refresh();
    }
  };
  session.onOutcome(({ kind }) => {
    if (kind === 'done') logged(connection, 'workspace/semanticTokens/refresh', check());
  });
  session.onInvalidate((why) => {
    if (why === 'settings' && given.size > 0)
      logged(connection, 'workspace/semanticTokens/refresh', connection.languages.semanticTokens.refresh());
  });
}

async function spansOf(session: Session, document: TextDocument): Promise<readonly VolatileSpan[] | undefined> {
  const { uri } = document;
  if (clientOptions(session).volatileText && !hasTokens(uri)) return [];
  if (!(await session.settings.of(uri))['volatileText.enabled']) return [];
  return documentVolatile(session, document);
}

function keyOf(spans: readonly VolatileSpan[]): string {
  return spans.map(({ place, breaks }) => `${place.start}-${place.end}${breaks ? '!' : ''}`).join();
}

/** A token of the protocol ends with its line. */
function tokensOf(document: TextDocument, spans: readonly VolatileSpan[]): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  for (const { place, breaks } of spans) {
    const start = document.positionAt(place.start);
    const end = document.positionAt(place.end);
    for (let line = start.line; line <= end.line; line++) {
      const from = line === start.line ? start.character : 0;
      const to = line === end.line ? end.character : lengthOf(document, line);
      if (to > from) builder.push(line, from, to - from, 0, breaks ? 1 : 0);
    }
  }
  return { data: builder.build().data };
}

function lengthOf(document: TextDocument, line: number): number {
  const text = document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
  return text.replace(/[\r\n]+$/, '').length;
}
