// Cuts one block into segments: runs of literal text, and each unknown text on its own.
import {
  type Block,
  isStable,
  joinVolatility,
  type Part,
  type Piece,
  type Segment,
  type Source,
  stable,
  type Volatility,
} from '../model/index.ts';
import { pieceSource, pieceVolatility } from './pieceVolatility.ts';

export type Cut = Omit<Segment, 'index' | 'block'>;

/** A block without text (an image, an empty string) is one empty segment, so that every block stands in the layout. */
export function cutBlock(block: Block, part: Part, isOpen: boolean): readonly Cut[] {
  const shared = { level: block.level, role: block.role, presence: block.presence, repeated: block.repeated };
  const decided = decidedBy(block, part);
  const cut = (kind: Cut['kind'], pieces: readonly Piece[], own: Volatility, source: Source | undefined): Cut => {
    const volatility = joinVolatility(own, decided);
    // When the text itself would not change, what takes the block in or out is its origin.
    const origin = isStable(own) && !isStable(decided) ? (part.membershipSource ?? source) : source;
    const place = pieces[0]?.place ?? block.place;
    return { ...shared, kind, pieces, volatility, place, ...(origin === undefined ? {} : { source: origin }) };
  };
  if (isOpen) return [cut('open', block.pieces, part.openVolatility ?? stable, part.openSource)];
  const runs = literalRuns(block.pieces);
  if (runs.length === 0) return [cut('text', [], stable, undefined)];
  return runs.map((run) => {
    const [first] = run;
    if (first === undefined || first.kind === 'literal') return cut('text', run, stable, undefined);
    return cut(first.kind, run, pieceVolatility(first), pieceSource(first));
  });
}

/**
 * What decides whether the block stands there. In a list whose members vary, the blocks that come and go are told by their presence;
 * when none is, any tool or system block may be the one. The turns of a conversation come and go only where it says so.
 */
function decidedBy(block: Block, part: Part): Volatility {
  if (block.presence === 'sometimes' || block.repeated) return part.membership;
  const isTold = part.level === 'messages' || part.blocks.some((one) => one.presence === 'sometimes' || one.repeated);
  return isTold ? stable : part.membership;
}

function literalRuns(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const runs: Piece[][] = [];
  for (const piece of pieces) {
    if (piece.kind === 'literal' && piece.text === '') continue;
    const last = runs.at(-1);
    if (piece.kind === 'literal' && last?.[0]?.kind === 'literal') last.push(piece);
    else runs.push([piece]);
  }
  return runs;
}
