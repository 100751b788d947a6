// Tells whether two stretches of text are the same on the wire, as far as the source shows.
import { isSamePlace } from '../text/index.ts';
import type { Piece } from './value.ts';

/**
 * Same text, however the literals are cut. A hole equals a hole of the same origin put in at the same place: whether its value
 * changes from one evaluation to the next is the business of its volatility, not of this comparison.
 */
export function samePieces(a: readonly Piece[], b: readonly Piece[]): boolean {
  if (a === b) return true;
  const left = joinLiterals(a);
  const right = joinLiterals(b);
  return left.length === right.length && left.every((piece, index) => isSamePiece(piece, right[index]));
}

type Joined = string | Exclude<Piece, { kind: 'literal' }>;

function joinLiterals(pieces: readonly Piece[]): readonly Joined[] {
  const joined: Joined[] = [];
  for (const piece of pieces) {
    if (piece.kind !== 'literal') {
      joined.push(piece);
      continue;
    }
    const last = joined.at(-1);
    if (typeof last === 'string') joined[joined.length - 1] = last + piece.text;
    else if (piece.text !== '') joined.push(piece.text);
  }
  return joined;
}

function isSamePiece(a: Joined, b: Joined | undefined): boolean {
  if (typeof a === 'string' || typeof b === 'string' || b === undefined) return a === b;
  if (a.kind === 'hole') {
    return (
      b.kind === 'hole' &&
      a.source.label === b.source.label &&
      isSamePlace(a.place, b.place) &&
      isSamePlace(a.source.place, b.source.place)
    );
  }
  return (
    b.kind === 'choice' &&
    a.options.length === b.options.length &&
    a.options.every((option, index) => samePieces(option, b.options[index] ?? []))
  );
}
