// The size that is expected of a part of the prompt whose text is known only at run time.
import type { HolePiece, Piece, Scenario, Segment, SourceKind, TokenCount } from '../model/index.ts';

export interface ExpectedSize {
  readonly count: TokenCount;
  /** Where the size is from: the user's setting, or what values of these kinds look like. */
  readonly by: 'setting' | readonly string[];
}

/** Tokens of sample values: `2026-11-21T09:30:00.000Z`, a date, a UUID, a number, a name, a path. */
const samples: Partial<Record<SourceKind, { readonly tokens: number; readonly name: string }>> = {
  clock: { tokens: 15, name: 'a time' },
  date: { tokens: 8, name: 'a date' },
  random: { tokens: 20, name: 'a random id' },
  counter: { tokens: 2, name: 'a counter' },
};

/** Values of a few words, whatever they are; anything else may be a whole document. */
const shortKinds: ReadonlySet<SourceKind> = new Set(['clock', 'date', 'random', 'counter', 'environment', 'user']);
const shortest = 2;
const longest = 200;
const schemaFactor = 10;

/** Undefined for a segment that is known. */
export function expectedSize(segment: Segment, scenario: Scenario): ExpectedSize | undefined {
  const holes = holesOf(segment.pieces);
  if (holes.length === 0 && segment.kind !== 'open') return undefined;
  const kinds = holes.map(({ source }) => samples[source.kind]);
  if (segment.kind !== 'open' && kinds.every((kind) => kind !== undefined)) {
    const tokens = kinds.reduce((sum, kind) => sum + (kind?.tokens ?? 0), 0);
    // Never a wider band than for a value of which nothing is known.
    const high = Math.max(tokens * shortest, holes.length * scenario.holeTokens * shortest);
    return { count: { tokens, low: 0, high, method: 'assumed' }, by: kinds.flatMap((kind) => kind?.name ?? []) };
  }
  const count = Math.max(1, holes.length);
  // What is not known of a tool is its schema, which has no room for a document.
  const isSchema = segment.level === 'tools' && segment.kind !== 'open';
  const isShort = segment.kind !== 'open' && holes.every((hole) => shortKinds.has(hole.source.kind));
  const factor = isSchema ? schemaFactor : isShort ? shortest : longest;
  const tokens = count * scenario.holeTokens;
  return { count: { tokens, low: 0, high: tokens * factor, method: 'assumed' }, by: 'setting' };
}

function holesOf(pieces: readonly Piece[]): readonly HolePiece[] {
  return pieces.flatMap((piece): readonly HolePiece[] => {
    if (piece.kind === 'hole') return [piece];
    if (piece.kind === 'literal') return [];
    const options = piece.options.map(holesOf);
    return options.reduce((most, one) => (one.length > most.length ? one : most), []);
  });
}
