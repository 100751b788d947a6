// Operators on abstract values: texts and lists grow piece by piece, numbers are computed where both are known.
import { joinVolatility, type Piece } from '../model/index.ts';
import type { AbstractValue, HeapField } from './abstractValue.ts';
import { located, stamped } from './composite.ts';
import { makeList, makeRecord } from './heap.ts';
import { countOfSome, literalText, toPieces, varying } from './inspect.ts';
import { iterate } from './iterate.ts';
import { fileNamed, joined } from './knowledge/filePath.ts';
import { labelOf } from './labelOf.ts';
import type { Context } from './machine.ts';
import { madeBy } from './made.ts';
import { opaque, pieces, scalar, source } from './make.ts';
import { spreadInto } from './spreadInto.ts';

const comparisons: Readonly<Record<string, (a: unknown, b: unknown) => boolean>> = {
  '==': (a, b) => a === b,
  '===': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '!==': (a, b) => a !== b,
  is: (a, b) => a === b,
  'is not': (a, b) => a !== b,
};

/** Applies an operator. `into` says that the left side is stored again (`+=`), so a list grows in place. */
export function operate(
  context: Context,
  operator: string,
  left: AbstractValue,
  right: AbstractValue,
  place: AbstractValue['place'],
  into: boolean,
): AbstractValue {
  const { machine } = context;
  const { store } = machine;
  if (operator === '+') {
    const lists = [left, right].map((side) => (side.kind === 'reference' ? store.get(side.cell) : undefined));
    if (lists[0]?.kind === 'list' || lists[1]?.kind === 'list') {
      const a = iterate(context, left, placeIn(context, left, place), labelOf(context, place));
      // Where the right side cannot be placed, it still stands behind the left one.
      const behind = { ...place, start: Math.max(place.start, place.end - 1) };
      const b = iterate(context, right, placeIn(context, right, place, behind), labelOf(context, place));
      const joined = {
        form: lists[0]?.kind === 'list' ? lists[0].form : 'list',
        items: [...a.items, ...b.items],
        order: a.order.fixed ? b.order : a.order,
        membership: joinVolatility(a.membership, b.membership),
        membershipSource: a.membershipSource ?? b.membershipSource,
        rest: a.rest ?? b.rest,
        window: a.window ?? b.window,
        place,
      } as const;
      if (into && left.kind === 'reference' && lists[0]?.kind === 'list') {
        const { rest, membershipSource, window, ...known } = joined;
        store.set(left.cell, {
          kind: 'list',
          ...known,
          ...(rest ? { rest } : {}),
          ...(membershipSource ? { membershipSource } : {}),
          ...(window ? { window } : {}),
          place: lists[0].place,
        });
        return left;
      }
      return makeList(context, joined);
    }
    if (
      left.kind === 'scalar' &&
      right.kind === 'scalar' &&
      typeof left.value === 'number' &&
      typeof right.value === 'number'
    ) {
      return scalar(left.value + right.value, place);
    }
    if (isTextual(left) || isTextual(right)) {
      return pieces(
        stamped(context, [
          ...toPieces(left, store, left.place, labelOf(context, left.place)),
          ...located(
            toPieces(right, store, placeIn(context, right, place), labelOf(context, right.place)),
            placeIn(context, right, place),
          ),
        ]),
        place,
      );
    }
  }
  if (operator === '%' && isTextual(left)) return percentFormat(context, left, right, place);
  if (operator === '|' && left.kind === 'reference' && right.kind === 'reference') {
    const fields = new Map<string, HeapField>();
    const put = (key: string, field: HeapField) => fields.set(key, field);
    let rest = spreadInto(context, left, put, undefined, place);
    rest = spreadInto(context, right, put, rest, place);
    return makeRecord(context, { fields, place, rest });
  }
  if (operator === '|') {
    const piped = pipe(context, left, right, place);
    if (piped) return piped;
  }
  const compare = comparisons[operator];
  if (compare) {
    const a = literalOf(left);
    const b = literalOf(right);
    if (a !== undefined && b !== undefined) return scalar(compare(a.value, b.value), place);
  }
  const isSome = comparedWithNone(operator, left, right);
  if (isSome !== undefined) return scalar(isSome, place);
  if (
    left.kind === 'scalar' &&
    right.kind === 'scalar' &&
    typeof left.value === 'number' &&
    typeof right.value === 'number'
  ) {
    if (operator === '*') return scalar(left.value * right.value, place);
    if (operator === '-') return scalar(left.value - right.value, place);
  }
  if (operator === '*' && isTextual(left)) {
    const times =
      right.kind === 'scalar' && typeof right.value === 'number' ? Math.min(200, Math.max(0, right.value)) : 1;
    return pieces(Array.from({ length: times }, () => toPieces(left, store, place, '')).flat(), place);
  }
  if (operator === '/' && left.kind === 'symbol') {
    const path = [...left.path, '/'];
    const named = joined(fileNamed(left, context), fileNamed(right, context));
    const { file: _, ...rest } = left;
    return { ...rest, path, place, ...(named === undefined ? {} : { file: { path: named, length: path.length } }) };
  }
  const a = varying(left, store);
  const b = varying(right, store);
  const from = b.source && b.volatility.changes !== 'never' ? b.source : (a.source ?? b.source);
  return opaque(
    joinVolatility(a.volatility, b.volatility),
    from ?? source('unresolved', labelOf(context, place), place),
    place,
  );
}

/** Objects of packages that are joined by `|` make a chain; what it holds are the arguments of the call that stands for it. */
function pipe(
  context: Context,
  left: AbstractValue,
  right: AbstractValue,
  place: AbstractValue['place'],
): AbstractValue | undefined {
  const lead = [left, right].find((side) => side.kind === 'symbol');
  if (lead === undefined) return undefined;
  const args = { positional: [left, right], keywords: new Map(), open: false };
  const callee = { ...lead, made: undefined, path: ['|'] };
  const path = ['|', '()'];
  return { ...callee, path, made: madeBy(context, callee, path, args, place), place };
}

function placeIn(
  context: Context,
  value: AbstractValue,
  around: AbstractValue['place'],
  fallback = around,
): AbstractValue['place'] {
  return value.place.path === context.record.path && value.place.start >= around.start && value.place.end <= around.end
    ? value.place
    : fallback;
}

function isTextual(value: AbstractValue): boolean {
  return value.kind === 'text' || (value.kind === 'choice' && value.options.some((option) => option.kind === 'text'));
}

function literalOf(value: AbstractValue): { readonly value: unknown } | undefined {
  if (value.kind === 'scalar') return { value: value.value };
  const known = literalText(value);
  return known === undefined ? undefined : { value: known };
}

/** `'%s of %d' % (a, b)` and `'%(name)s' % record`: each value stands where its placeholder stood. */
function percentFormat(
  context: Context,
  left: AbstractValue,
  right: AbstractValue,
  place: AbstractValue['place'],
): AbstractValue {
  const { store } = context.machine;
  const heap = right.kind === 'reference' ? store.get(right.cell) : undefined;
  const values = heap?.kind === 'list' ? heap.items.map((item) => item.value) : [right];
  let next = 0;
  const out = toPieces(left, store, place, '').flatMap((piece): readonly Piece[] => {
    if (piece.kind !== 'literal') return [piece];
    const filled: Piece[] = [];
    const push = (text: string) => {
      if (text !== '') filled.push({ ...piece, text });
    };
    let at = 0;
    for (const match of piece.text.matchAll(/%(?:\((\w+)\))?[-+ #0]*(?:\d+|\*)?(?:\.\d+)?([%a-zA-Z])/g)) {
      push(piece.text.slice(at, match.index));
      at = match.index + match[0].length;
      if (match[2] === '%') {
        push('%');
        continue;
      }
      const named = match[1];
      const value =
        named === undefined ? values[next++] : heap?.kind === 'record' ? heap.fields.get(named)?.value : undefined;
      if (value)
        filled.push(
          ...located(
            toPieces(value, store, value.place, labelOf(context, value.place)),
            placeIn(context, value, place),
          ),
        );
      else push(match[0]);
    }
    push(piece.text.slice(at));
    return filled;
  });
  return pieces(out, place);
}

/** The length of a list with something in it, compared with zero. */
function comparedWithNone(operator: string, left: AbstractValue, right: AbstractValue): boolean | undefined {
  const isCount = left.kind === 'opaque' && left.type === countOfSome;
  if (!isCount || right.kind !== 'scalar') return undefined;
  if (right.value === 1) return operator === '>=' ? true : operator === '<' ? false : undefined;
  if (right.value !== 0) return undefined;
  if (/^(?:>|!==?|is not)$/.test(operator)) return true;
  return /^(?:<=|===?|is)$/.test(operator) ? false : undefined;
}
