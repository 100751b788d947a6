// Reads values that are wholly known: literal texts, numbers, and the alternatives of a choice.
import { literalText, type Value } from '../../model/index.ts';

export { literalNumber, literalText } from '../../model/index.ts';

/** Every literal text that the value may be, in order; alternatives that are not literal are left out. */
export function literalTexts(value: Value | undefined): readonly string[] {
  if (value === undefined) return [];
  if (value.kind === 'choice') return [...new Set(value.options.flatMap(literalTexts))];
  if (value.kind === 'text' && value.pieces.length === 1) {
    const [piece] = value.pieces;
    if (piece?.kind === 'choice') {
      return piece.options.flatMap((pieces) => literalText({ ...value, pieces }) ?? []);
    }
  }
  const text = literalText(value);
  return text === undefined || text === '' ? [] : [text];
}
