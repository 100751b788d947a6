// The holes of a layout, one by one, with the segment they stand in and what follows them in it.
import type { HolePiece, Layout, Piece, Segment } from '../../model/index.ts';

export interface PlacedHole {
  readonly segment: Segment;
  readonly hole: HolePiece;
  /** The segment cut to what stands behind the hole: the rest of its option, when it stands inside a choice. */
  readonly rest: Segment;
}

/** Every hole in wire order, those inside the options of a choice included. */
export function* holesOf(layout: Layout): Iterable<PlacedHole> {
  for (const segment of layout.segments) {
    for (const { hole, behind } of holesIn(segment.pieces)) {
      yield { segment, hole, rest: { ...segment, presence: 'always', pieces: behind } };
    }
  }
}

function* holesIn(pieces: readonly Piece[]): Iterable<{ hole: HolePiece; behind: readonly Piece[] }> {
  for (const [index, piece] of pieces.entries()) {
    const after = pieces.slice(index + 1);
    if (piece.kind === 'hole') yield { hole: piece, behind: after };
    if (piece.kind !== 'choice') continue;
    for (const option of piece.options) {
      for (const { hole, behind } of holesIn(option)) yield { hole, behind: [...behind, ...after] };
    }
  }
}
