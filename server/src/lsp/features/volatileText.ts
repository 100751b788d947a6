// Tells the client which parts of prompts change between requests, in files whose semantic tokens another extension provides.
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type SpanRange, type VolatileParams, volatileNotification } from '../../protocol/index.ts';
import type { VolatileSpan } from '../../report/index.ts';
import { clientOptions } from '../clientOptions.ts';
import { documentVolatile } from '../documentVolatile.ts';
import type { Feature } from '../feature.ts';
import { hasTokens } from '../promptDocuments.ts';
import { tellDocuments } from '../tellDocuments.ts';

export const volatileText: Feature = {
  capabilities: () => ({}),
  register: (session) => {
    if (!clientOptions(session).volatileText) return;
    tellDocuments(session, volatileNotification, async (document): Promise<VolatileParams | undefined> => {
      const { uri, version } = document;
      const isWanted = !hasTokens(uri) && (await session.settings.of(uri))['volatileText.enabled'];
      const spans = isWanted ? await documentVolatile(session, document) : [];
      if (spans === undefined) return undefined;
      const ranges = (breaks: boolean): readonly SpanRange[] =>
        spans.filter((span) => span.breaks === breaks).map((span) => rangeOf(document, span));
      return { uri, version, changing: ranges(false), breaking: ranges(true) };
    });
  },
};

function rangeOf(document: TextDocument, { place }: VolatileSpan): SpanRange {
  const start = document.positionAt(place.start);
  const end = document.positionAt(place.end);
  return [start.line, start.character, end.line, end.character];
}
