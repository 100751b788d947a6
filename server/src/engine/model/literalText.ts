// Reads values that are wholly known: literal texts and numbers.
import type { Value } from './value.ts';

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

export function literalNumber(value: Value | undefined): number | undefined {
  return value?.kind === 'scalar' && typeof value.value === 'number' ? value.value : undefined;
}
