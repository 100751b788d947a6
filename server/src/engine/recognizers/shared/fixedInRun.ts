// Holds still, for the loop inside a call, what was put together before it: a framework sends the same text on every turn of a run.
import type { Part, Piece } from '../../model/index.ts';

/** A value that is another one on every call of the function is another one on every run here. */
export function fixedInRun(part: Part): Part {
  return { ...part, blocks: part.blocks.map((block) => ({ ...block, pieces: block.pieces.map(held) })) };
}

function held(piece: Piece): Piece {
  if (piece.kind === 'literal') return piece;
  const { changes } = piece.volatility;
  const volatility = {
    ...piece.volatility,
    changes: changes === 'call' || changes === 'minute' ? 'request' : changes,
  } as const;
  if (piece.kind === 'hole') return { ...piece, volatility };
  return { ...piece, volatility, options: piece.options.map((option) => option.map(held)) };
}
