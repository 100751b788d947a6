// Shows in a request what is not yet there on the first tick: a text that every tick adds to or writes anew.
import type { Block, HolePiece, Part, Piece, Request } from '../../model/index.ts';
import { samePieces } from '../../model/index.ts';
import { isSamePlace } from '../../text/index.ts';

/**
 * On the first tick a diary is empty, so that the request alone looks constant. What the next tick has in its place, and what is sure
 * to be another text on the one after that, is put there as a hole that changes on each call.
 */
export function withGrowth(request: Request, next: Request): Request {
  const system = request.system && next.system && grownPart(request.system, next.system);
  const messages = request.messages && next.messages && grownPart(request.messages, next.messages);
  return { ...request, ...(system ? { system } : {}), ...(messages ? { messages } : {}) };
}

function grownPart(before: Part, after: Part): Part {
  if (before.blocks.length !== after.blocks.length) return before;
  const blocks = before.blocks.map((block, at) => grownBlock(block, after.blocks[at]));
  return blocks.every((block, at) => block === before.blocks[at]) ? before : { ...before, blocks };
}

function grownBlock(before: Block, after: Block | undefined): Block {
  if (after === undefined || samePieces(before.pieces, after.pieces)) return before;
  const risen = risenPieces(before.pieces, after.pieces);
  if (risen !== before.pieces) return { ...before, pieces: risen };
  const head = sharedLength(before.pieces, after.pieces);
  const tail = sharedLength([...before.pieces.slice(head)].reverse(), [...after.pieces.slice(head)].reverse());
  const old = before.pieces.slice(head, before.pieces.length - tail);
  const added = after.pieces.slice(head, after.pieces.length - tail);
  const hole = added.find(isMoving);
  if (hole === undefined) return before;
  const end = tail > 0 ? before.pieces.slice(-tail) : [];
  return { ...before, pieces: [...before.pieces.slice(0, head), ...old, settled(hole), ...end] };
}

/** Inside of a choice the text that is put in at a place shows by the next tick that it is another one on each call. */
function risenPieces(before: readonly Piece[], after: readonly Piece[]): readonly Piece[] {
  if (before.length !== after.length) return before;
  const pieces = before.map((piece, at) => {
    const other = after[at];
    if (piece.kind !== 'choice' || other?.kind !== 'choice' || piece.options.length !== other.options.length)
      return piece;
    const options = piece.options.map((option, index) => risenOption(option, other.options[index] ?? []));
    return options.every((option, index) => option === piece.options[index]) ? piece : { ...piece, options };
  });
  return pieces.every((piece, at) => piece === before[at]) ? before : pieces;
}

function risenOption(before: readonly Piece[], after: readonly Piece[]): readonly Piece[] {
  if (before.length !== after.length) return before;
  const pieces = before.map((piece, at) => {
    const other = after[at];
    if (piece.kind !== 'hole' || other?.kind !== 'hole' || !isSamePlace(piece.place, other.place)) return piece;
    return moves(other) && !moves(piece) ? settled(other) : piece;
  });
  return pieces.every((piece, at) => piece === before[at]) ? before : pieces;
}

/** Only what stands there for sure: a choice may be a value that is loaded once. */
function isMoving(piece: Piece): piece is HolePiece {
  return piece.kind === 'hole' && moves(piece);
}

function moves({ volatility }: HolePiece): boolean {
  return volatility.changes === 'call' && volatility.sureness !== 'unknown';
}

/** What is made of a model's answer was not there a tick ago, and on the next tick there is another answer. */
function settled(hole: HolePiece): HolePiece {
  const isAnswer = hole.source.kind === 'model-output' || hole.source.kind === 'tool-output';
  return isAnswer ? { ...hole, volatility: { ...hole.volatility, sureness: 'sure' } } : hole;
}

function sharedLength(a: readonly Piece[], b: readonly Piece[]): number {
  let length = 0;
  while (length < Math.min(a.length, b.length) && samePieces(a.slice(length, length + 1), b.slice(length, length + 1)))
    length++;
  return length;
}
