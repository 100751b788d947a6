// Follows a value on its way from its source.
import type { Step } from '../model/index.ts';
import type { AbstractValue } from './abstractValue.ts';
import { through } from './make.ts';

/** The value, one step further on its way from its source. */
export function passed(value: AbstractValue, step: Step): AbstractValue {
  switch (value.kind) {
    case 'opaque':
    case 'symbol':
      return { ...value, source: through(value.source, step) };
    case 'text':
      return value.pieces.some((piece) => piece.kind === 'hole')
        ? {
            ...value,
            pieces: value.pieces.map((piece) =>
              piece.kind === 'hole' ? { ...piece, source: through(piece.source, step) } : piece,
            ),
          }
        : value;
    case 'choice':
      return { ...value, options: value.options.map((option) => passed(option, step)) };
    default:
      return value;
  }
}
