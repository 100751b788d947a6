// Puts values into a prompt template of a framework: `{name}` of format strings, `{{ name }}` of Jinja and its kin.
import { type Piece, unknownVolatility, type Value } from '../../model/index.ts';
import { textPieces } from './textPieces.ts';

const placeholders = {
  /** Doubled braces are braces; a variable may say how it is written. */
  format: /\{\{|\}\}|\{([A-Za-z_]\w*)(?:![rsa])?(?::[^{}]*)?\}/g,
  /** Expressions start with the name of their variable; tags are left as they are. */
  jinja: /\{\{-?\s*\$?([A-Za-z_]\w*)[^{}]*\}\}/g,
} as const;

/** A variable without a value is a hole that nothing is known of. Values other than texts are left as they are. */
export function fillTemplate(
  template: Value,
  syntax: keyof typeof placeholders,
  lookup: (name: string) => Value | undefined,
): Value {
  if (template.kind === 'choice') {
    return { ...template, options: template.options.map((option) => fillTemplate(option, syntax, lookup)) };
  }
  if (template.kind !== 'text') return template;
  const pieces = template.pieces.flatMap((piece): readonly Piece[] => {
    if (piece.kind !== 'literal') return [piece];
    const filled: Piece[] = [];
    let end = 0;
    const literal = (text: string) => {
      if (text !== '') filled.push({ ...piece, text });
    };
    for (const match of piece.text.matchAll(placeholders[syntax])) {
      literal(piece.text.slice(end, match.index));
      end = match.index + match[0].length;
      const name = match[1];
      if (name === undefined) literal(match[0].slice(1));
      else filled.push(...variablePieces(name, lookup(name), piece));
    }
    literal(piece.text.slice(end));
    return filled;
  });
  return { ...template, pieces };
}

/** The names that the template asks for, in order, each once. */
export function variablesOf(template: Value, syntax: keyof typeof placeholders): readonly string[] {
  const names = new Set<string>();
  fillTemplate(template, syntax, (name) => {
    names.add(name);
    return undefined;
  });
  return [...names];
}

function variablePieces(name: string, value: Value | undefined, { place }: Piece): readonly Piece[] {
  if (value !== undefined) return textPieces(value);
  const source = { label: name, place, kind: 'parameter', steps: [] } as const;
  return [{ kind: 'hole', place, volatility: unknownVolatility, source }];
}
