// The pieces of a prompt that change between requests, where they are put into its text.
import { type AnalyzedCall, changesAtLeast, type HolePiece, type Piece, type Place } from '../engine/index.ts';
import { promptStates } from './promptStates.ts';

export interface VolatileSpan {
  readonly place: Place;
  /** Stable text behind it is billed again because of it. */
  readonly breaks: boolean;
}

/** In wire order. What only might change is left out. */
export function volatileSpans(analyzed: AnalyzedCall): readonly VolatileSpan[] {
  const states = promptStates(analyzed);
  return analyzed.layout.segments.flatMap((segment, at) =>
    segment.pieces
      .flatMap(holesOf)
      .filter(changes)
      .map(({ place }) => ({ place, breaks: states[at] === 'break' })),
  );
}

function holesOf(piece: Piece): readonly HolePiece[] {
  if (piece.kind === 'literal') return [];
  return piece.kind === 'hole' ? [piece] : piece.options.flat().flatMap(holesOf);
}

function changes({ volatility }: HolePiece): boolean {
  if (volatility.sureness === 'unknown') return false;
  return changesAtLeast(volatility, 'day') || volatility.varies !== 'nobody';
}
