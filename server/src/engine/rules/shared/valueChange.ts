// Tells how a parameter's value changes, and whether it is surely another one on the next tick.
import {
  changesAtLeast,
  joinVolatility,
  type Piece,
  type Source,
  stable,
  type Value,
  type Volatility,
} from '../../model/index.ts';

export interface ValueChange {
  readonly volatility: Volatility;
  /** What makes it change, where the value itself shows it. */
  readonly source?: Source;
}

const deepest = 5;

/** Parts included. */
export function valueChange(value: Value, depth = 0): ValueChange {
  if (depth > deepest) return { volatility: stable };
  const inside = (parts: readonly Value[], own: ValueChange): ValueChange =>
    parts.map((part) => valueChange(part, depth + 1)).reduce(joined, own);
  switch (value.kind) {
    case 'text':
      return piecesChange(value.pieces);
    case 'opaque':
    case 'symbol':
      return { volatility: value.volatility, source: value.source };
    case 'choice':
      return inside(value.options, { volatility: value.by });
    case 'list':
      return inside(
        value.items.map((item) => item.value),
        { volatility: value.membership, ...(value.membershipSource ? { source: value.membershipSource } : {}) },
      );
    case 'record':
      return inside(
        value.fields.map((field) => field.value),
        { volatility: stable },
      );
    default:
      return { volatility: stable };
  }
}

function piecesChange(pieces: readonly Piece[]): ValueChange {
  return pieces
    .map((piece): ValueChange => {
      if (piece.kind === 'literal') return { volatility: stable };
      if (piece.kind === 'hole') return { volatility: piece.volatility, source: piece.source };
      return piece.options.map(piecesChange).reduce(joined, { volatility: piece.volatility });
    })
    .reduce(joined, { volatility: stable });
}

function joined(a: ValueChange, b: ValueChange): ValueChange {
  const volatility = joinVolatility(a.volatility, b.volatility);
  const leader = [a, b].find(
    (one) => changesAtLeast(one.volatility, 'day') && one.volatility.changes === volatility.changes,
  );
  const source = leader === undefined ? (a.source ?? b.source) : leader.source;
  return { volatility, ...(source === undefined ? {} : { source }) };
}

/** Both known to the last character, and not the same. */
export function differs(a: Value, b: Value): boolean {
  const [one, other] = [constantOf(a), constantOf(b)];
  return one !== undefined && other !== undefined && one !== other;
}

function constantOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'scalar':
      return String(value.value);
    case 'text': {
      const parts = value.pieces.map((piece) => (piece.kind === 'literal' ? piece.text : undefined));
      return parts.includes(undefined) ? undefined : JSON.stringify(parts.join(''));
    }
    case 'record': {
      if (value.rest !== undefined || value.fields.some(({ presence }) => presence !== 'always')) return undefined;
      const fields = value.fields.map(({ key, value: inner }) => [key, constantOf(inner)] as const);
      return fields.some(([, inner]) => inner === undefined) ? undefined : JSON.stringify(fields.sort());
    }
    default:
      return undefined;
  }
}
