// Evaluates templates, list displays and record displays.
import {
  type Expression,
  type HolePiece,
  joinVolatility,
  type Piece,
  stable,
  unknownVolatility,
} from '../model/index.ts';
import type { AbstractValue, HeapField, HeapItem, HeapRecord } from './abstractValue.ts';
import { evaluate } from './evaluate.ts';
import { makeList, makeRecord } from './heap.ts';
import { literalText, toPieces } from './inspect.ts';
import { iterate } from './iterate.ts';
import { formatKnowledge } from './knowledge/dates.ts';
import { labelOf } from './labelOf.ts';
import { type Context, placeOf } from './machine.ts';
import { opaque, pieces, source } from './make.ts';
import { dedentTag } from './natives/text.ts';
import { spreadInto } from './spreadInto.ts';

export function evaluateTemplate(
  context: Context,
  expression: Extract<Expression, { kind: 'template' }>,
): AbstractValue {
  const all: Piece[] = [];
  const { store } = context.machine;
  for (const part of expression.parts) {
    const place = placeOf(context, part.span);
    if (part.kind === 'text') {
      if (part.value !== '') all.push({ kind: 'literal', text: part.value, place });
      continue;
    }
    const value = evaluate(context, part.value);
    const shown = part.format === undefined ? value : formatKnowledge(value, part.format, place);
    all.push(...located(toPieces(shown, store, place, labelOf(context, part.value)), place));
  }
  const result = pieces(stamped(context, all), placeOf(context, expression));
  if (!expression.tag) return result;
  return dedentTag(evaluate(context, expression.tag), result, labelOf(context, expression.tag));
}

/** Text shorter than this around a value is glue, not a prompt of its own. */
const shortestPrompt = 40;

/** Holes are reported where they are put into the prompt, unless what is put there is itself a stretch of prompt. */
export function located(all: readonly Piece[], place: AbstractValue['place']): readonly Piece[] {
  return all.some((piece) => piece.kind !== 'literal') && literalLength(all) < shortestPrompt
    ? movedTo(all, place)
    : all;
}

/** Holes that are put into a text for the first time note the round of the loops they were read in. */
export function stamped({ machine }: Context, all: readonly Piece[]): readonly Piece[] {
  const { round } = machine;
  const isOpen = (piece: Piece): piece is HolePiece => piece.kind === 'hole' && piece.round === undefined;
  const held = ({ place, volatility, source, unordered }: HolePiece): HolePiece => ({
    kind: 'hole',
    place,
    volatility,
    source,
    round,
    ...(unordered ? { unordered } : {}),
  });
  return all.some(isOpen) ? all.map((piece) => (isOpen(piece) ? held(piece) : piece)) : all;
}

function literalLength(all: readonly Piece[]): number {
  return all.reduce((sum, piece) => {
    if (piece.kind === 'literal') return sum + piece.text.length;
    return piece.kind === 'choice' ? sum + Math.max(0, ...piece.options.map(literalLength)) : sum;
  }, 0);
}

function movedTo(all: readonly Piece[], place: AbstractValue['place']): readonly Piece[] {
  return all.map((piece): Piece => {
    if (piece.kind === 'hole') return { ...piece, place };
    return piece.kind === 'choice'
      ? { ...piece, place, options: piece.options.map((option) => movedTo(option, place)) }
      : piece;
  });
}

export function evaluateList(context: Context, expression: Extract<Expression, { kind: 'list' }>): AbstractValue {
  const items: HeapItem[] = [];
  let rest: ReturnType<typeof iterate>['rest'];
  let membership = stable;
  let membershipSource: ReturnType<typeof iterate>['membershipSource'];
  let order: ReturnType<typeof iterate>['order'] = { fixed: true };
  let window: ReturnType<typeof iterate>['window'];
  for (const item of expression.items) {
    const value = evaluate(context, item.value);
    const place = placeOf(context, item.span);
    if (!item.spread) {
      // `cond ? x : undefined` as an item, and `cond && x`, may leave a hole; it is kept as a sometimes item.
      items.push({ value, presence: 'always', repeated: false, place });
      continue;
    }
    const spread = iterate(context, value, place, labelOf(context, item.value));
    items.push(...spread.items);
    rest ??= spread.rest;
    membership = joinVolatility(membership, spread.membership);
    membershipSource ??= spread.membershipSource;
    window ??= spread.window;
    if (!spread.order.fixed) order = spread.order;
  }
  const place = placeOf(context, expression);
  if (expression.form === 'set' && order.fixed) order = { fixed: false, why: 'a Python set has no fixed order', place };
  return makeList(context, { form: expression.form, items, order, membership, place, rest, membershipSource, window });
}

export function evaluateRecord(context: Context, expression: Extract<Expression, { kind: 'record' }>): AbstractValue {
  const fields = new Map<string, HeapField>();
  const place = placeOf(context, expression);
  const self: AbstractValue = makeRecord(context, { fields: new Map(), place });
  let rest: HeapRecord['rest'];
  const put = (key: string, field: HeapField) => {
    fields.delete(key);
    fields.set(key, field);
  };
  for (const entry of expression.entries) {
    const at = placeOf(context, entry.span);
    if (entry.kind === 'field') {
      const value = evaluate(context, entry.value);
      // Object methods see their own record as `this`.
      const bound = value.kind === 'closure' && value.fn.bindsThis ? { ...value, self } : value;
      put(entry.key, { value: bound, presence: 'always', place: at, ...(entry.isGetter ? { isGetter: true } : {}) });
    } else if (entry.kind === 'computed') {
      const key = literalText(evaluate(context, entry.key));
      const value = evaluate(context, entry.value);
      if (key === undefined)
        rest ??= opaque(unknownVolatility, source('unresolved', labelOf(context, entry.key), at), at);
      else put(key, { value, presence: 'always', place: at });
    } else {
      rest = spreadInto(context, evaluate(context, entry.value), put, rest, at);
    }
  }
  if (self.kind !== 'reference') return self;
  // Nothing has met it yet, so this is its first value on every path.
  self.cell.base = { kind: 'record', fields, isMap: false, place, ...(rest ? { rest } : {}) };
  return self;
}
