// Serialises known values to JSON text, holes kept in their places.
import type { Piece } from '../../model/index.ts';
import type { Place } from '../../text/index.ts';
import type { AbstractValue } from '../abstractValue.ts';
import { isUnordered, toPieces, unorderedHole, varying } from '../inspect.ts';
import type { Context } from '../machine.ts';
import { source } from '../make.ts';

const deepest = 8;
const widest = 200;

export function jsonPieces(
  context: Context,
  value: AbstractValue,
  place: Place,
  label: string,
  depth = 0,
): readonly Piece[] {
  const { store } = context.machine;
  const literal = (text: string): Piece => ({ kind: 'literal', text, place });
  if (value.kind === 'text') {
    if (value.pieces.every((piece) => piece.kind === 'literal')) {
      return [
        literal(JSON.stringify(value.pieces.map((piece) => (piece.kind === 'literal' ? piece.text : '')).join(''))),
      ];
    }
    return [literal('"'), ...value.pieces, literal('"')];
  }
  if (value.kind === 'scalar') return [literal(JSON.stringify(value.value ?? null))];
  const heap = value.kind === 'reference' ? store.get(value.cell) : undefined;
  if (heap?.kind === 'list' && isUnordered(heap)) return [unorderedHole(value, heap, store, place, label)];
  if (
    !heap ||
    depth > deepest ||
    heap.rest ||
    (heap.kind === 'list' && heap.items.some((item) => item.repeated || item.presence === 'sometimes'))
  ) {
    if (value.kind === 'reference') {
      const { volatility, source: from } = varying(value, store);
      return [{ kind: 'hole', place, volatility, source: from ?? source('external', label, place) }];
    }
    return toPieces(value, store, place, label);
  }
  if (heap.kind === 'list') {
    const out: Piece[] = [literal('[')];
    heap.items.slice(0, widest).forEach((item, index) => {
      if (index) out.push(literal(','));
      out.push(...jsonPieces(context, item.value, place, label, depth + 1));
    });
    return merge([...out, literal(']')]);
  }
  const out: Piece[] = [literal('{')];
  [...heap.fields].slice(0, widest).forEach(([key, field], index) => {
    out.push(
      literal(`${index ? ',' : ''}${JSON.stringify(key)}:`),
      ...jsonPieces(context, field.value, place, label, depth + 1),
    );
  });
  return merge([...out, literal('}')]);
}

function merge(all: readonly Piece[]): readonly Piece[] {
  const out: Piece[] = [];
  for (const piece of all) {
    const last = out.at(-1);
    if (piece.kind === 'literal' && last?.kind === 'literal')
      out[out.length - 1] = { ...last, text: last.text + piece.text };
    else out.push(piece);
  }
  return out;
}
