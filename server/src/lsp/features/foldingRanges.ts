// What can be folded in a prompt file: front matter, roles, blocks, comments and the text below a heading.
import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { PromptFile, Span, TemplatePiece } from '../../engine/index.ts';
import type { Feature } from '../feature.ts';
import { guarded } from '../guarded.ts';
import { headingsIn } from '../headings.ts';
import { hasTokens, promptAt } from '../promptDocuments.ts';

export const foldingRanges: Feature = {
  capabilities: () => ({ foldingRangeProvider: true }),
  register: (session) => {
    const { connection } = session;
    connection.onFoldingRanges(
      guarded(connection, 'textDocument/foldingRange', null, async ({ textDocument }) => {
        // Without an answer the editor folds by its own means; an empty one would be the last word.
        if (!hasTokens(textDocument.uri)) return null;
        const prompt = await promptAt(session, textDocument.uri);
        return prompt === undefined ? null : rangesOf(prompt.document, prompt.file);
      }),
    );
  },
};

function rangesOf(document: TextDocument, file: PromptFile): FoldingRange[] {
  const byLine = new Map<number, FoldingRange>();
  const lineOf = (offset: number): number => document.positionAt(offset).line;
  const add = (startLine: number, endLine: number, kind?: FoldingRangeKind): void => {
    const known = byLine.get(startLine);
    // Two that start on one line are one for the editor: the larger.
    if (endLine <= startLine || (known !== undefined && known.endLine >= endLine)) return;
    byLine.set(startLine, { startLine, endLine, ...(kind === undefined ? {} : { kind }) });
  };
  const { frontMatter, prompts, text } = file;
  /** Blank lines in front of what follows stay visible. */
  const lastLine = ({ start, end }: Span): number => {
    const used = text.slice(start, end).trimEnd().length;
    return lineOf(start + Math.max(0, used - 1));
  };
  const visit = (pieces: readonly TemplatePiece[], within: Span): void => {
    const headings = pieces.flatMap((piece) => (piece.kind === 'literal' ? headingsIn(text, piece.span) : []));
    headings.forEach(({ level, span }, at) => {
      const next = headings.slice(at + 1).find((other) => other.level <= level);
      add(lineOf(span.start), lastLine({ start: span.start, end: next?.span.start ?? within.end }));
    });
    for (const piece of pieces) {
      if (piece.kind === 'comment') add(lineOf(piece.span.start), lineOf(piece.span.end), FoldingRangeKind.Comment);
      if (piece.kind !== 'block') continue;
      piece.branches.forEach(({ head, pieces: inside }, at) => {
        const next = piece.branches[at + 1]?.head ?? piece.close;
        const end = next?.start ?? piece.span.end;
        add(lineOf(head.start), lineOf(end) - (next === undefined ? 0 : 1));
        visit(inside, { start: head.end, end });
      });
    }
  };
  if (frontMatter) add(lineOf(frontMatter.span.start), lastLine(frontMatter.span), FoldingRangeKind.Region);
  for (const { parts } of prompts) {
    for (const { roleSpan, span, pieces } of parts) {
      if (roleSpan) add(lineOf(roleSpan.start), lastLine(span));
      visit(pieces, span);
    }
  }
  return [...byLine.values()].sort((one, other) => one.startLine - other.startLine);
}
