// Fills the placeholders of a prompt template with the inputs of their names.
import type { Piece, Value } from '../../model/index.ts';
import { unknownVolatility } from '../../model/index.ts';
import type { Place } from '../../text/index.ts';
import type { Options } from './options.ts';
import { textPieces } from './textPieces.ts';

export type TemplateFormat = 'f-string' | 'mustache';

const placeholders: Readonly<Record<TemplateFormat, RegExp>> = {
  // Doubled braces stand for themselves.
  'f-string': /\{\{|\}\}|\{([A-Za-z_]\w*)(?:![rsa])?(?::[^{}]*)?\}/g,
  mustache: /\{\{\{?\s*([A-Za-z_][\w.]*)\s*\}?\}\}/g,
};

/** Pieces with each placeholder replaced by the input of its name; without one it is a hole of its name. */
export function fillTemplate(pieces: readonly Piece[], inputs: Options, format: TemplateFormat): readonly Piece[] {
  return pieces.flatMap((piece) => {
    if (piece.kind === 'literal') return filled(piece, inputs, format);
    if (piece.kind === 'hole') return [piece];
    return [{ ...piece, options: piece.options.map((option) => fillTemplate(option, inputs, format)) }];
  });
}

type Literal = Extract<Piece, { kind: 'literal' }>;

function filled({ text, place }: Literal, inputs: Options, format: TemplateFormat): readonly Piece[] {
  const pieces: Piece[] = [];
  // Escapes make the raw source longer than its text: then the parts cannot be told apart.
  const isExact = place.end - place.start === text.length;
  const placeOf = (start: number, end: number): Place =>
    isExact ? { path: place.path, start: place.start + start, end: place.start + end } : place;
  let from = 0;
  let literal = '';
  const flush = (to: number): void => {
    if (literal !== '') pieces.push({ kind: 'literal', text: literal, place: placeOf(from, to) });
    literal = '';
  };
  let at = 0;
  for (const match of text.matchAll(placeholders[format])) {
    literal += text.slice(at, match.index);
    at = match.index + match[0].length;
    const [, name] = match;
    if (name === undefined) {
      literal += match[0].charAt(0);
      continue;
    }
    flush(match.index);
    from = at;
    pieces.push(...inputPieces(name, inputs, placeOf(match.index, at)));
  }
  literal += text.slice(at);
  flush(text.length);
  return pieces;
}

function inputPieces(name: string, inputs: Options, place: Place): readonly Piece[] {
  const option = inputs.entries.get(name);
  if (option !== undefined) return textPieces(resultOf(option.value));
  const source = { label: name, place, kind: 'parameter', steps: [] } as const;
  return [{ kind: 'hole', place, volatility: unknownVolatility, source }];
}

/** An input given as a function is called when the template is filled. */
function resultOf(value: Value): Value {
  return value.kind === 'function' && value.returns !== undefined ? value.returns : value;
}
