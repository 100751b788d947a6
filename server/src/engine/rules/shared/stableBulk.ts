// Weighs the constant text of a stretch of a request: what a break in front of it sends again for nothing.
import { changesAtLeast, isStable, type Piece, type Segment, type Volatility } from '../../model/index.ts';

export interface Bulk {
  /** Characters of constant text, white space left out. */
  readonly characters: number;
  /** Texts of unknown length that do not change, such as a file. */
  readonly holes: number;
}

/** Constant text in `segments`: literals, and holes that surely stay the same from one deployment to the next. */
export function stableBulk(segments: readonly Segment[]): Bulk {
  let characters = 0;
  let holes = 0;
  for (const segment of segments) {
    if (segment.presence === 'sometimes') continue;
    for (const piece of segment.pieces) {
      characters += literalLength(piece);
      holes += constantHoles(piece);
    }
  }
  return { characters, holes };
}

function literalLength(piece: Piece): number {
  if (piece.kind === 'literal') return piece.text.replace(/\s/g, '').length;
  if (piece.kind === 'hole' || piece.options.length === 0) return 0;
  return Math.min(...piece.options.map((option) => option.reduce((sum, part) => sum + literalLength(part), 0)));
}

/** Of a choice that always falls the same way, those of its richest option: a file that is put in when there is one. */
function constantHoles(piece: Piece): number {
  if (piece.kind === 'literal') return 0;
  if (piece.kind === 'hole') return isConstant(piece.volatility) ? 1 : 0;
  if (!isConstant(piece.volatility)) return 0;
  return Math.max(0, ...piece.options.map((option) => option.reduce((sum, part) => sum + constantHoles(part), 0)));
}

function isConstant(volatility: Volatility): boolean {
  return isStable(volatility) && !changesAtLeast(volatility, 'process');
}
