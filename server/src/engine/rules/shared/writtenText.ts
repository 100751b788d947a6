// The text of a prompt that the program writes out itself: system prompt and messages, without what is filled in.
import type { Piece, Request } from '../../model/index.ts';

type LiteralPiece = Extract<Piece, { readonly kind: 'literal' }>;

/** Turns of the assistant are left out. */
export function writtenText({ system, messages }: Request): readonly LiteralPiece[] {
  const blocks = [...(system?.blocks ?? []), ...(messages?.blocks ?? [])];
  return blocks
    .filter(({ role }) => role !== 'assistant')
    .flatMap(({ pieces }) => pieces.filter((piece): piece is LiteralPiece => piece.kind === 'literal'));
}
