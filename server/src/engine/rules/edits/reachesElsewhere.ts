// Tells whether what is written at a place becomes a part of a request in another way than the one that a fix is about.
import type { Block, ModelCall, Part, Piece } from '../../model/index.ts';
import { contains, type Place } from '../../text/index.ts';
import type { CallContext } from '../rule.ts';

/** `isMeant` says which of the blocks that were written there the fix may change. */
export function reachesElsewhere(
  { calls = [], text }: Pick<CallContext, 'text'> & Partial<Pick<CallContext, 'calls'>>,
  place: Place,
  isMeant: (block: Block, part: Part, call: ModelCall) => boolean,
): boolean {
  const name = nameOf(text(place.path)?.slice(0, place.start));
  const isPieceOf = (piece: Piece): boolean => {
    if (piece.kind === 'choice') return piece.options.some((option) => option.some(isPieceOf));
    return piece.kind === 'literal' && (isIn(piece.place, place) || isMadeOf(text, piece.place, name));
  };
  const isOf = ({ value, pieces }: Block): boolean => isIn(value.place, place) || pieces.some(isPieceOf);
  return calls.some(({ analyzed: { call } }) =>
    [call.request, ...(call.next ? [call.next] : [])]
      .flatMap(({ tools, system, messages }) => [tools, system, messages])
      .some((part) => part?.blocks.some((block) => isOf(block) && !isMeant(block, part, call)) === true),
  );
}

/** What a value is kept as: `const tools: Tool[] = `, `self.tools = `. */
function nameOf(before: string | undefined): string | undefined {
  return /([\w$]+)\s*(?::[^=;\n]*)?=\s*$/.exec(before ?? '')?.[1];
}

/** A text that is made from a value by a call knows the place of the call alone: `JSON.stringify(tools)`. */
function isMadeOf(text: CallContext['text'], { path, start, end }: Place, name: string | undefined): boolean {
  if (name === undefined) return false;
  const made = text(path)?.slice(start, end) ?? '';
  return /^[\w$.]+\s*\(/.test(made) && made.split(/[^\w$]+/).includes(name);
}

function isIn(inner: Place, outer: Place): boolean {
  return inner.path === outer.path && contains(outer, inner);
}
