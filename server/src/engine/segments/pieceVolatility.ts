// How a stretch of text changes: the join over everything that may stand in it.
import { changesAtLeast, joinVolatility, type Piece, type Source, stable, type Volatility } from '../model/index.ts';

/** A choice changes with what decides it and with each of its texts. */
export function pieceVolatility(piece: Piece): Volatility {
  if (piece.kind === 'literal') return stable;
  if (piece.kind === 'hole') return piece.volatility;
  return piece.options.flat().map(pieceVolatility).reduce(joinVolatility, piece.volatility);
}

/** Origin of the text: for a choice, of its first part that is not literal. */
export function pieceSource(piece: Piece): Source | undefined {
  if (piece.kind === 'hole') return piece.source;
  if (piece.kind === 'literal') return undefined;
  return piece.options.flat().flatMap((part) => pieceSource(part) ?? [])[0];
}

/** Known, or inferred, to differ between requests: from day to day or faster, or from one user to the next. */
export function changesForSure(volatility: Volatility): boolean {
  return volatility.sureness !== 'unknown' && (changesAtLeast(volatility, 'day') || volatility.varies !== 'nobody');
}
