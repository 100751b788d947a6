// Questions about abstract values: volatility, pieces of text, truth, iteration.
import {
  isStable,
  joinVolatility,
  type Piece,
  type Source,
  stable,
  unknownVolatility,
  type Volatility,
} from '../model/index.ts';
import type { Place } from '../text/index.ts';
import type { AbstractValue, HeapList, HeapObject } from './abstractValue.ts';
import type { Store } from './cell.ts';
import { choicePieces } from './choicePieces.ts';
import { nameVolatility } from './knowledge/names.ts';
import { source } from './make.ts';

const deepest = 6;

export interface Varying {
  readonly volatility: Volatility;
  readonly source: Source | undefined;
}

const constant: Varying = { volatility: stable, source: undefined };

function worse(a: Varying, b: Varying): Varying {
  const volatility = joinVolatility(a.volatility, b.volatility);
  // A known volatile source names itself before an unknown one does.
  const rank = (one: Varying) => (one.volatility.sureness === 'unknown' ? 1 : isStable(one.volatility) ? 0 : 2);
  return { volatility, source: rank(a) >= rank(b) ? (a.source ?? b.source) : (b.source ?? a.source) };
}

/** How a value changes, its parts included, and the source that decides it. */
export function varying(value: AbstractValue, store: Store, depth = 0): Varying {
  if (depth > deepest) return constant;
  switch (value.kind) {
    case 'text':
      return piecesVarying(value.pieces);
    case 'opaque':
    case 'symbol':
      return { volatility: value.volatility, source: value.source };
    case 'choice':
      return value.options.reduce<Varying>((sum, option) => worse(sum, varying(option, store, depth + 1)), {
        volatility: value.by,
        source: undefined,
      });
    case 'reference': {
      const heap = store.get(value.cell);
      return heap ? heapVarying(heap, store, depth) : constant;
    }
    default:
      return constant;
  }
}

function heapVarying(heap: HeapObject, store: Store, depth: number): Varying {
  let sum: Varying = heap.rest ? { volatility: heap.rest.volatility, source: heap.rest.source } : constant;
  if (heap.kind === 'list') {
    sum = worse(sum, { volatility: heap.membership, source: heap.membershipSource });
    for (const item of heap.items.slice(0, 40)) sum = worse(sum, varying(item.value, store, depth + 1));
  } else if (!heap.cls) {
    for (const field of heap.fields.values()) sum = worse(sum, varying(field.value, store, depth + 1));
  }
  return sum;
}

export function piecesVarying(pieces: readonly Piece[]): Varying {
  let sum = constant;
  for (const piece of pieces) {
    if (piece.kind === 'hole') sum = worse(sum, { volatility: piece.volatility, source: piece.source });
    if (piece.kind === 'choice') {
      sum = worse(sum, { volatility: piece.volatility, source: undefined });
      for (const option of piece.options) sum = worse(sum, piecesVarying(option));
    }
  }
  return sum;
}

/** The order of fewer than two items, and of a set of small numbers, is always the same. */
export function isUnordered({ order, items, rest }: HeapList): boolean {
  if (order.fixed) return false;
  const isMany = rest !== undefined || items.length > 1 || items.some((item) => item.repeated);
  return isMany && !(rest === undefined && items.every((item) => item.value.kind === 'scalar'));
}

/** A collection without a fixed order as text: in another process it may be another one. */
export function unorderedHole(
  value: AbstractValue,
  { order }: HeapList,
  store: Store,
  place: Place,
  label: string,
): Piece {
  const { volatility, source: from } = varying(value, store);
  const changes = volatility.changes === 'never' ? 'process' : volatility.changes;
  return {
    kind: 'hole',
    place,
    volatility: { ...volatility, changes },
    source: from ?? source('directory', label, place),
    ...(order.fixed ? {} : { unordered: { why: order.why, place: order.place } }),
  };
}

/** The text that a value becomes when it is put into a string at `place`. */
export function toPieces(value: AbstractValue, store: Store, place: Place, label: string, depth = 0): readonly Piece[] {
  switch (value.kind) {
    case 'text':
      return value.pieces;
    case 'scalar':
      return [{ kind: 'literal', text: String(value.value ?? ''), place }];
    case 'choice': {
      return choicePieces(
        value.options.map((option) => toPieces(option, store, place, label, depth + 1)),
        value.by,
        place,
      );
    }
    case 'opaque':
    case 'symbol': {
      const volatility =
        value.volatility.sureness === 'unknown'
          ? nameVolatility(value.source, lastName(value), value.volatility)
          : value.volatility;
      return [{ kind: 'hole', place, volatility, source: value.source }];
    }
    case 'reference': {
      const heap = store.get(value.cell);
      if (heap?.kind === 'list' && isUnordered(heap)) return [unorderedHole(value, heap, store, place, label)];
      if (depth < deepest && heap?.kind === 'list' && !heap.rest && heap.items.every((item) => !item.repeated)) {
        const all = heap.items.map((item) => toPieces(item.value, store, place, label, depth + 1));
        if (all.every((one) => one.every((piece) => piece.kind === 'literal'))) {
          return all.flatMap((one, index): Piece[] =>
            index ? [{ kind: 'literal', text: ', ', place }, ...one] : [...one],
          );
        }
      }
      const { volatility, source: from } = varying(value, store);
      return [{ kind: 'hole', place, volatility, source: from ?? source('external', label, place) }];
    }
    default:
      return [{ kind: 'hole', place, volatility: unknownVolatility, source: source('unresolved', label, place) }];
  }
}

function lastName(value: Extract<AbstractValue, { kind: 'opaque' | 'symbol' }>): string {
  const walked = value.kind === 'opaque' ? value.chain : value.path;
  return walked.findLast((part) => !part.startsWith('(')) ?? value.source.label;
}

/** The whole text of a value, when it is known to the last character. */
export function literalText(value: AbstractValue): string | undefined {
  if (value.kind === 'scalar' && typeof value.value !== 'undefined' && value.value !== null) return String(value.value);
  if (value.kind !== 'text') return undefined;
  let all = '';
  for (const piece of value.pieces) {
    if (piece.kind !== 'literal') return undefined;
    all += piece.text;
  }
  return all;
}

/** Truth of a value, when it is known. */
export function truth(value: AbstractValue, store: Store): boolean | undefined {
  switch (value.kind) {
    case 'scalar':
      return Boolean(value.value);
    case 'text': {
      const known = literalText(value);
      if (known !== undefined) return known !== '';
      return value.pieces.some((piece) => piece.kind === 'literal' && piece.text !== '') ? true : undefined;
    }
    case 'closure':
    case 'class':
    case 'namespace':
    case 'native':
      return true;
    case 'reference':
      return isFilled(store.get(value.cell)) || undefined;
    case 'choice': {
      const first = value.options[0];
      const known = first && truth(first, store);
      return value.options.every((option) => truth(option, store) === known) ? known : undefined;
    }
    case 'opaque':
      return value.type === countOfSome || undefined;
    default:
      return undefined;
  }
}

/** Type of the length of a list with something in it, which is not known to the number. */
export const countOfSome = 'count-of-some';

/** Something is in it for sure. What is empty is false in one language and true in the other. */
export function isFilled(heap: HeapObject | undefined): boolean {
  if (heap?.kind === 'list') {
    // What is cut in front to a limit keeps its newest items.
    const isCut = heap.window !== undefined;
    return heap.items.some((item) => (isCut || item.presence === 'always') && !item.repeated);
  }
  if (heap === undefined) return false;
  return heap.cls !== undefined || [...heap.fields.values()].some((field) => field.presence === 'always');
}
