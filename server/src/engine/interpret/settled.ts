// A value that is read once and kept: what it would change by from call to call, it changes by from process to process.
import { changesAtLeast, type Piece, type Volatility } from '../model/index.ts';
import type { AbstractValue } from './abstractValue.ts';

export function settled(value: AbstractValue): AbstractValue {
  switch (value.kind) {
    case 'opaque':
    case 'symbol':
      return { ...value, volatility: once(value.volatility) };
    case 'text':
      return { ...value, pieces: value.pieces.map(settledPiece) };
    case 'choice':
      return { ...value, by: once(value.by), options: value.options.map(settled) };
    default:
      return value;
  }
}

function settledPiece(piece: Piece): Piece {
  if (piece.kind === 'literal') return piece;
  if (piece.kind === 'hole') return { ...piece, volatility: once(piece.volatility) };
  return { ...piece, volatility: once(piece.volatility), options: piece.options.map((all) => all.map(settledPiece)) };
}

function once(volatility: Volatility): Volatility {
  return changesAtLeast(volatility, 'day') ? { ...volatility, changes: 'process' } : volatility;
}
