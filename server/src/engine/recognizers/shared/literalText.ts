// Reads values that are wholly known: literal texts, numbers, and the alternatives of a choice.
import type { Value } from '../../model/index.ts';

/** The whole text when no part of it is a hole. */
export function literalText(value: Value | undefined): string | undefined {
  if (value?.kind !== 'text') return undefined;
  let text = '';
  for (const piece of value.pieces) {
    if (piece.kind !== 'literal') return undefined;
    text += piece.text;
  }
  return text;
}

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

export function literalNumber(value: Value | undefined): number | undefined {
  return value?.kind === 'scalar' && typeof value.value === 'number' ? value.value : undefined;
}
