// One of several texts as pieces: what they share stands once, and only what differs is a choice.
import { joinVolatility, type Piece, type Source, stable, type Volatility } from '../model/index.ts';
import type { Place } from '../text/index.ts';

/** Leaves of a text past which its alternatives are no longer told apart: nested choices would double with every branch. */
const mostLeaves = 300;

const sizes = new WeakMap<readonly Piece[], number>();

export function leafCount(pieces: readonly Piece[]): number {
  const known = sizes.get(pieces);
  if (known !== undefined) return known;
  let sum = 0;
  for (const piece of pieces) {
    if (piece.kind !== 'choice') sum++;
    else for (const option of piece.options) sum += leafCount(option) + 1;
  }
  sizes.set(pieces, sum);
  return sum;
}

export function sharedEnds(options: readonly (readonly Piece[])[]): { readonly head: number; readonly tail: number } {
  const [first, ...others] = options;
  if (!first || others.length === 0) return { head: 0, tail: 0 };
  const shortest = Math.min(...options.map((option) => option.length));
  let head = 0;
  while (head < shortest && others.every((other) => isSamePiece(other[head], first[head]))) head++;
  let tail = 0;
  while (tail < shortest - head && others.every((other) => isSamePiece(other.at(-1 - tail), first.at(-1 - tail))))
    tail++;
  return { head, tail };
}

function isSamePiece(a: Piece | undefined, b: Piece | undefined): boolean {
  if (a === b) return true;
  if (!a || !b || a.kind !== b.kind) return false;
  if (a.kind === 'literal' && b.kind === 'literal') return a.text === b.text && a.place.start === b.place.start;
  if (a.kind === 'hole' && b.kind === 'hole') {
    return a.place.start === b.place.start && a.place.path === b.place.path && a.source.label === b.source.label;
  }
  return false;
}

export function choicePieces(options: readonly (readonly Piece[])[], by: Volatility, place: Place): readonly Piece[] {
  const only = options[0];
  if (!only) return [];
  if (options.length === 1) return only;
  const { head, tail } = sharedEnds(options);
  const middles = options.map((option) => option.slice(head, option.length - tail));
  if (middles.every((middle) => middle.length === 0)) return only;
  const differing: Piece =
    middles.reduce((sum, middle) => sum + leafCount(middle), 0) > mostLeaves
      ? collapsed(middles, by, place)
      : { kind: 'choice', place, volatility: by, options: middles };
  return [...only.slice(0, head), differing, ...(tail > 0 ? only.slice(-tail) : [])];
}

/** Too many alternatives to keep: one hole that changes as much as any of them. */
function collapsed(options: readonly (readonly Piece[])[], by: Volatility, place: Place): Piece {
  let volatility = by;
  let source: Source | undefined;
  const look = (pieces: readonly Piece[], depth: number): void => {
    for (const piece of pieces.slice(0, 60)) {
      if (piece.kind === 'literal') continue;
      volatility = joinVolatility(volatility, piece.volatility);
      if (piece.kind === 'hole') source ??= piece.source;
      else if (depth < 2) for (const option of piece.options) look(option, depth + 1);
    }
  };
  for (const option of options) look(option, 0);
  return { kind: 'hole', place, volatility, source: source ?? { kind: 'external', label: 'text', place, steps: [] } };
}

/** Past these a text is no prompt any more, and a program that doubles it would never end. */
const mostPieces = 2_000;
const longestText = 2_000_000;

/** The pieces, or one hole in their place when there are too many of them. */
export function boundedPieces(all: readonly Piece[], place: Place): readonly Piece[] {
  let length = 0;
  for (const piece of all) if (piece.kind === 'literal') length += piece.text.length;
  return all.length <= mostPieces && length <= longestText ? all : [collapsed([all], stable, place)];
}
