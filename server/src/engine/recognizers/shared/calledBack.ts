// Reads a prompt that is given as a function which the framework calls for each request: what the function gives back.
import type { FunctionValue, HolePiece, Piece, Source, Value, Volatility } from '../../model/index.ts';

/** The first parameter is the context of the run: who is asking, in which session. */
const ofRun: Volatility = { changes: 'never', varies: 'session', sureness: 'likely' };

/** Functions become what they give back; those that could not be followed stay. A text was made with the agent, once for its runs. */
export function calledBack(value: Value): Value {
  if (value.kind === 'choice') return { ...value, options: value.options.map(calledBack) };
  if (value.kind === 'text') return { ...value, pieces: value.pieces.map(typedOnce) };
  if (value.kind !== 'function' || value.returns === undefined) return value;
  return ofContext(value.returns, contextNames(value));
}

/** What is known of a value by its name or type stays; a value of the context of which nothing is known belongs to the run. */
function ofContext(value: Value, names: readonly string[]): Value {
  switch (value.kind) {
    case 'text':
      return { ...value, pieces: value.pieces.map((piece) => pieceOfContext(piece, names)) };
    case 'choice':
      return { ...value, options: value.options.map((option) => ofContext(option, names)) };
    case 'list':
      return { ...value, items: value.items.map((item) => ({ ...item, value: ofContext(item.value, names) })) };
    case 'record':
      return { ...value, fields: value.fields.map((field) => ({ ...field, value: ofContext(field.value, names) })) };
    case 'opaque':
    case 'symbol':
      return isOfContext(value, names) ? { ...value, volatility: ofRun } : value;
    default:
      return value;
  }
}

function pieceOfContext(piece: Piece, names: readonly string[]): Piece {
  if (piece.kind === 'literal') return piece;
  if (piece.kind === 'hole') return isOfContext(piece, names) ? { ...piece, volatility: ofRun } : piece;
  const options = piece.options.map((option) => option.map((inner) => pieceOfContext(inner, names)));
  return { ...piece, options };
}

/** What somebody typed before the agent was made stays as it is while the agent runs. */
function typedOnce(piece: Piece): Piece {
  if (piece.kind === 'choice') return { ...piece, options: piece.options.map((option) => option.map(typedOnce)) };
  const isTyped = piece.kind === 'hole' && piece.source.kind === 'request' && piece.volatility.changes === 'call';
  return isTyped ? { ...piece, volatility: ofRun } : piece;
}

function isOfContext(
  { volatility, source }: Pick<HolePiece, 'volatility' | 'source'>,
  names: readonly string[],
): boolean {
  return volatility.sureness === 'unknown' && names.includes(rootOf(source));
}

/** `context` of `context.user.name` and of `context.get()`. */
function rootOf({ label }: Source): string {
  return /^[\w$]+/.exec(label)?.[0] ?? '';
}

/** A parameter that is taken apart has no name of its own: its parts are labelled `parameter`. */
function contextNames({ params }: FunctionValue): readonly string[] {
  const first = params?.[0] ?? [];
  return [...first, 'parameter'];
}
