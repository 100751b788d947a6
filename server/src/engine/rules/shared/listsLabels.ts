// Finds the labels that a prompt asks the model to choose from.
import type { Block, Piece, Request } from '../../model/index.ts';

/** Quoted, or in capitals: plain words may be prose. */
const words = '[\\w-]{1,24}(?: [\\w-]{1,24}){0,2}';
const label = `(?:"${words}"|'${words}'|\`${words}\`|\\b[A-Z][A-Z_]+\\b)`;
const between = '(?:\\s*[,/|]\\s*(?:or\\s+)?|\\s+or\\s+)';
/** `only "yes" or "no"`, `exactly one label: SAFE | UNSAFE`, `either 'a', 'b' or 'c'`. */
const choice = new RegExp(`\\b(?:one|only|either|exactly|single|just)\\b[^.\\n]{0,40}?${label}(?:${between}${label})+`);

/** Instructions of the system prompt, or of the messages that the program writes itself. */
export function listsLabels({ system, messages }: Request): boolean {
  const blocks: readonly Block[] = [...(system?.blocks ?? []), ...(messages?.blocks ?? [])];
  return blocks.some(({ role, pieces }) => role !== 'assistant' && pieces.some(listsInPiece));
}

function listsInPiece(piece: Piece): boolean {
  return piece.kind === 'literal' && choice.test(piece.text);
}
