// Prints blocks and segments on one line each, so that a test can say what it expects at a glance.
import type { Block, Layout, Part, Piece } from '../../server/src/engine/model/index.ts';

/** `user text "Hello «name»" [5m]`; `?` behind the type: sometimes there, `*`: repeated, `[5m?]`: sometimes marked. */
export function showBlock(block: Block): string {
  const { presence, repeated, mark } = block;
  const standing = `${presence === 'sometimes' ? '?' : ''}${repeated ? '*' : ''}`;
  const marked =
    mark === undefined
      ? ''
      : ` [${mark.automatic ? 'auto ' : ''}${mark.ttl}${mark.presence === 'sometimes' ? '?' : ''}]`;
  return `${block.role} ${block.type}${standing} "${showPieces(block.pieces)}"${marked}`;
}

/** The blocks of a part, with `…label` where unlisted ones stand. */
export function showPart(part: Part | undefined): readonly string[] {
  if (part === undefined) return [];
  const shown = part.blocks.map(showBlock);
  if (part.open) shown.splice(part.openAt ?? shown.length, 0, `…${part.openSource?.label ?? ''}`);
  return shown;
}

export function showPieces(pieces: readonly Piece[]): string {
  return pieces.map(showPiece).join('');
}

export function showSegments(layout: Layout): readonly string[] {
  return layout.segments.map(({ level, kind, pieces }) => `${level} ${kind} "${showPieces(pieces)}"`);
}

function showPiece(piece: Piece): string {
  if (piece.kind === 'literal') return piece.text;
  if (piece.kind === 'hole') return `«${piece.source.label}»`;
  return `«${piece.options.map(showPieces).join('|')}»`;
}
