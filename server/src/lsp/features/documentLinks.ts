// Links from a prompt file to the files that it includes, and from code to the prompt files that it renders.
import type { DocumentLink } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { PromptFile, TemplatePiece } from '../../engine/index.ts';
import { locate } from '../documentLines.ts';
import type { Feature } from '../feature.ts';
import { guarded } from '../guarded.ts';
import { includedFile } from '../includedFile.ts';
import { hasTokens, promptAt, rangeOf } from '../promptDocuments.ts';
import { templatePath } from '../promptFills.ts';
import type { Session } from '../session.ts';
import { uriOfPath } from '../uriPath.ts';

export const documentLinks: Feature = {
  capabilities: () => ({ documentLinkProvider: { resolveProvider: false } }),
  register: (session) => {
    const { connection } = session;
    connection.onDocumentLinks(
      guarded(connection, 'textDocument/documentLink', [], async ({ textDocument }) => {
        const document = session.documents.get(textDocument.uri);
        if (document === undefined) return [];
        if (!hasTokens(textDocument.uri)) return loaderLinks(session, document);
        const prompt = await promptAt(session, textDocument.uri);
        return prompt === undefined ? [] : includeLinks(session, document, prompt.file);
      }),
    );
  },
};

async function loaderLinks(session: Session, document: TextDocument): Promise<DocumentLink[]> {
  const analyzed = await session.analyze(document);
  const links = new Map<number, DocumentLink>();
  for (const render of analyzed?.analysis.facts.renders ?? []) {
    const path = templatePath(render, analyzed?.analysis.reads ?? []);
    const { place } = render.template;
    if (path === undefined || place.path === path || session.documents.holding(place)?.uri !== document.uri) continue;
    links.set(place.start, {
      range: locate(session, place).range,
      target: uriOfPath(path),
      tooltip: 'Open the prompt file',
    });
  }
  return [...links.values()];
}

function includeLinks(session: Session, document: TextDocument, file: PromptFile): DocumentLink[] {
  const visit = (pieces: readonly TemplatePiece[]): DocumentLink[] =>
    pieces.flatMap((piece): DocumentLink[] => {
      if (piece.kind === 'block') return piece.branches.flatMap((branch) => visit(branch.pieces));
      if (piece.kind !== 'include' || piece.name === undefined) return [];
      const path = includedFile(session, file, piece.name);
      if (path === undefined) return [];
      return [
        { range: rangeOf(document, piece.nameSpan ?? piece.span), target: uriOfPath(path), tooltip: 'Open the file' },
      ];
    });
  return file.prompts.flatMap(({ parts }) => parts.flatMap(({ pieces }) => visit(pieces)));
}
