// Turns the pieces of a template into those of a text: each variable becomes what is filled in, each condition a choice.
import { joinVolatility, type Piece, type Source, stable, type Volatility } from '../model/index.ts';
import type { Place, Span } from '../text/index.ts';
import type { Branch, TemplatePiece, VariableUse } from './templates/template.ts';

/** What a template is filled with. */
export interface Filling {
  /** The file that the template is written in. */
  readonly path: string;
  /** The text that a name stands for, where it is put in at `place`. */
  readonly textOf: (use: VariableUse, place: Place) => readonly Piece[];
  /** The text of another file that is put in here; undefined where it is not known. */
  readonly included?: (name: string, place: Place) => readonly Piece[] | undefined;
}

/** Filters that leave a text the text that it is, as far as caches care. */
const plainFilters = new Set(
  'trim strip lstrip rstrip upper lower upcase downcase capitalize title safe escape e string indent raw'.split(' '),
);

/** Blocks whose content is no text of the prompt at this place. */
const silent = new Set(['macro', 'comment']);
const conditional = new Set(['if', 'unless', 'case', 'section', 'inverted', 'ifchanged']);
const repeated = new Set(['for', 'each', 'tablerow']);

type Scope = ReadonlyMap<string, readonly Piece[]>;

export function templatePieces(pieces: readonly TemplatePiece[], filling: Filling): readonly Piece[] {
  return convert(pieces, filling, new Map());
}

function convert(pieces: readonly TemplatePiece[], filling: Filling, outer: Scope): readonly Piece[] {
  const scope = new Map(outer);
  return pieces.flatMap((piece) => converted(piece, filling, scope));
}

/** `scope` learns what the piece binds. */
function converted(piece: TemplatePiece, filling: Filling, scope: Map<string, readonly Piece[]>): readonly Piece[] {
  const place = placeOf(piece.span, filling);
  switch (piece.kind) {
    case 'literal':
      return piece.text === '' ? [] : [{ kind: 'literal', text: piece.text, place }];
    case 'comment':
      return [];
    case 'tag': {
      const value = joined(piece.uses, place, filling, scope);
      for (const { name } of piece.binds) scope.set(name, value === undefined ? [] : [value]);
      return [];
    }
    case 'include': {
      const text = piece.name === undefined ? undefined : filling.included?.(piece.name, place);
      return text ?? [joined(piece.uses, place, filling, scope) ?? included(piece.name ?? 'include', place)];
    }
    case 'variable': {
      const [use] = piece.uses;
      if (piece.isPath && use && piece.filters.every(({ name }) => plainFilters.has(name))) {
        return textAt(use, place, filling, scope);
      }
      const value = joined(piece.uses, place, filling, scope);
      return value === undefined ? [] : [value];
    }
    case 'block': {
      if (silent.has(piece.tag)) return [];
      if (piece.tag !== 'set' && piece.tag !== 'capture')
        return block(piece.tag, piece.branches, place, filling, scope);
      const [branch] = piece.branches;
      for (const { name } of branch?.binds ?? []) {
        scope.set(name, branch ? convert(branch.pieces, filling, scope) : []);
      }
      return [];
    }
  }
}

function block(
  tag: string,
  branches: readonly Branch[],
  place: Place,
  filling: Filling,
  scope: Scope,
): readonly Piece[] {
  const isChoice = conditional.has(tag) || repeated.has(tag);
  const options = branches.map((branch) => {
    const inner = new Map(scope);
    const given = joined(branch.uses, place, filling, scope);
    for (const { name } of branch.binds) inner.set(name, given === undefined ? [] : [given]);
    return convert(branch.pieces, filling, inner);
  });
  if (!isChoice) return options.flat();
  const deciding = branches.flatMap(({ uses }) => joined(uses, place, filling, scope) ?? []);
  const by = deciding.reduce<Volatility>((sum, piece) => joinVolatility(sum, volatilityOf([piece])), stable);
  // A branch that is not written is the empty one.
  const all = branches.some((branch) => branch.tag === 'else') ? options : [...options, []];
  return all.every((option) => option.length === 0) ? [] : [{ kind: 'choice', place, volatility: by, options: all }];
}

function textAt(use: VariableUse, place: Place, filling: Filling, scope: Scope): readonly Piece[] {
  const known = use.isLocal ? scope.get(use.name) : undefined;
  if (known) return known.map((piece) => put(piece, place));
  // What a block that changes the meaning of names goes over is not followed member by member.
  if (use.isLocal) return [unknownAt(use.path, place)];
  return filling.textOf(use, place).map((piece) => put(piece, place));
}

/** What changes is put in where the template says so; constant text stays where it is written. */
function put(piece: Piece, place: Place): Piece {
  if (piece.kind === 'literal') return piece;
  if (piece.kind === 'hole') return { ...piece, place };
  return { ...piece, place, options: piece.options.map((option) => option.map((one) => put(one, place))) };
}

/** One hole for everything that an expression is made of; undefined for a constant. */
function joined(uses: readonly VariableUse[], place: Place, filling: Filling, scope: Scope): Piece | undefined {
  if (uses.length === 0) return undefined;
  const all = uses.flatMap((use) => textAt(use, place, filling, scope));
  const source = sourceOf(all) ?? { kind: 'parameter', label: uses[0]?.path ?? '', place, steps: [] };
  return { kind: 'hole', place, volatility: volatilityOf(all), source };
}

function volatilityOf(pieces: readonly Piece[]): Volatility {
  let sum: Volatility = stable;
  for (const piece of pieces) {
    if (piece.kind === 'literal') continue;
    sum = joinVolatility(sum, piece.volatility);
    if (piece.kind === 'choice') for (const option of piece.options) sum = joinVolatility(sum, volatilityOf(option));
  }
  return sum;
}

/** The source of the piece that settles how often the whole changes. */
function sourceOf(pieces: readonly Piece[]): Source | undefined {
  const wanted = volatilityOf(pieces);
  const holes = pieces.flatMap(function inner(piece): readonly (Piece & { readonly kind: 'hole' })[] {
    if (piece.kind === 'hole') return [piece];
    return piece.kind === 'choice' ? piece.options.flat().flatMap(inner) : [];
  });
  return (
    holes.find(({ volatility }) => volatility.changes === wanted.changes && volatility.varies === wanted.varies) ??
    holes[0]
  )?.source;
}

function included(label: string, place: Place): Piece {
  return {
    kind: 'hole',
    place,
    volatility: { changes: 'deployment', varies: 'nobody', sureness: 'sure' },
    source: { kind: 'file', label, place, steps: [] },
  };
}

function unknownAt(label: string, place: Place): Piece {
  const source: Source = { kind: 'parameter', label, place, steps: [] };
  return { kind: 'hole', place, volatility: { changes: 'never', varies: 'nobody', sureness: 'unknown' }, source };
}

function placeOf({ start, end }: Span, { path }: Filling): Place {
  return { path, start, end };
}
