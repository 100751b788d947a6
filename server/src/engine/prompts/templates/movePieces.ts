// Moves the pieces of a template from offsets of its text to offsets of the file that it is written in.
import type { Span } from '../../text/index.ts';
import type { Branch, TemplatePiece } from './template.ts';

type Move = (span: Span) => Span;

export function movePieces(pieces: readonly TemplatePiece[], move: Move): readonly TemplatePiece[] {
  return pieces.map((piece) => movePiece(piece, move));
}

function movePiece(piece: TemplatePiece, move: Move): TemplatePiece {
  const span = move(piece.span);
  switch (piece.kind) {
    case 'literal':
    case 'comment':
      return { ...piece, span };
    case 'variable':
      return { ...piece, span, uses: moved(piece.uses, move), filters: moved(piece.filters, move) };
    case 'tag':
      return { ...piece, span, uses: moved(piece.uses, move), binds: moved(piece.binds, move) };
    case 'include': {
      const { nameSpan } = piece;
      return { ...piece, span, uses: moved(piece.uses, move), ...(nameSpan ? { nameSpan: move(nameSpan) } : {}) };
    }
    case 'block': {
      const { close } = piece;
      const branches = piece.branches.map((one) => branch(one, move));
      return { ...piece, span, branches, ...(close ? { close: move(close) } : {}) };
    }
  }
}

function branch(one: Branch, move: Move): Branch {
  return {
    ...one,
    head: move(one.head),
    uses: moved(one.uses, move),
    binds: moved(one.binds, move),
    pieces: movePieces(one.pieces, move),
  };
}

function moved<One extends { readonly span: Span }>(all: readonly One[], move: Move): readonly One[] {
  return all.map((one) => ({ ...one, span: move(one.span) }));
}
