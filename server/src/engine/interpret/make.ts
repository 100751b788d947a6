// Small constructors of abstract values, so that the shape of each is written once.
import {
  type Piece,
  type Source,
  type SourceKind,
  type Step,
  stable,
  unknownVolatility,
  type Volatility,
} from '../model/index.ts';
import type { Place } from '../text/index.ts';
import type { AbstractOpaque, AbstractScalar, AbstractText, AbstractValue } from './abstractValue.ts';
import { boundedPieces, choicePieces, sharedEnds } from './choicePieces.ts';

const longestTrail = 8;
/** Alternatives kept of one value. */
const mostOptions = 6;

export function text(value: string, place: Place): AbstractText {
  return { kind: 'text', pieces: value === '' ? [] : [{ kind: 'literal', text: value, place }], place };
}

export function pieces(all: readonly Piece[], place: Place): AbstractText {
  return { kind: 'text', pieces: boundedPieces(all, place), place };
}

export function scalar(value: AbstractScalar['value'], place: Place): AbstractScalar {
  return { kind: 'scalar', value, place };
}

export function source(kind: SourceKind, label: string, place: Place, steps: readonly Step[] = []): Source {
  return { kind, label, place, steps };
}

/** The same source, one step further on its way. */
export function through(from: Source, step: Step): Source {
  if (from.steps.length >= longestTrail || from.steps.at(-1)?.label === step.label) return from;
  return { ...from, steps: [...from.steps, step] };
}

export function opaque(
  volatility: Volatility,
  from: Source,
  place: Place,
  more: { readonly type?: string | undefined; readonly chain?: readonly string[] } = {},
): AbstractOpaque {
  return {
    kind: 'opaque',
    volatility,
    source: from,
    chain: more.chain ?? [],
    place,
    ...(more.type === undefined ? {} : { type: more.type }),
  };
}

export function unknown(kind: SourceKind, label: string, place: Place): AbstractOpaque {
  return opaque(unknownVolatility, source(kind, label, place), place);
}

export const sure = (changes: Volatility['changes'], varies: Volatility['varies'] = 'nobody'): Volatility =>
  changes === 'never' && varies === 'nobody' ? stable : { changes, varies, sureness: 'sure' };

export const likely = (changes: Volatility['changes'], varies: Volatility['varies'] = 'nobody'): Volatility => ({
  changes,
  varies,
  sureness: 'likely',
});

/** One of several values; equal ones collapse, nested choices flatten. */
export function choice(options: readonly AbstractValue[], by: Volatility, place: Place): AbstractValue {
  const flat: AbstractValue[] = [];
  for (const option of options) {
    for (const one of option.kind === 'choice' ? option.options : [option]) {
      if (flat.length < mostOptions && !flat.some((other) => isSame(other, one))) flat.push(one);
    }
  }
  const first = flat[0];
  if (first === undefined) return scalar(undefined, place);
  if (flat.length === 1) return first;
  const texts = flat.map((option) => (option.kind === 'text' ? option.pieces : undefined));
  if (texts.every((one) => one !== undefined)) {
    // Texts that share a beginning or an end are one text with a choice in it; others may be names, and stay apart.
    const { head, tail } = sharedEnds(texts);
    if (head + tail > 0) return pieces(choicePieces(texts, by, place), place);
  }
  return { kind: 'choice', options: flat, by, place };
}

/** Same value for sure: identity, or equal scalars, texts and closures. */
export function isSame(a: AbstractValue, b: AbstractValue): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  if (a.kind === 'scalar' && b.kind === 'scalar') return a.value === b.value;
  if (a.kind === 'reference' && b.kind === 'reference') return a.cell === b.cell;
  if (a.kind === 'closure' && b.kind === 'closure') return a.fn === b.fn && a.self === b.self && a.scope === b.scope;
  if (a.kind === 'class' && b.kind === 'class') return a.cls === b.cls;
  if (a.kind === 'namespace' && b.kind === 'namespace') return a.path === b.path;
  if (a.kind === 'text' && b.kind === 'text') return samePieces(a.pieces, b.pieces);
  if (a.kind === 'opaque' && b.kind === 'opaque') {
    return (
      a.source.label === b.source.label && a.source.place.start === b.source.place.start && isSameList(a.chain, b.chain)
    );
  }
  if (a.kind === 'symbol' && b.kind === 'symbol') return a.package === b.package && isSameList(a.path, b.path);
  return false;
}

export function samePieces(a: readonly Piece[], b: readonly Piece[]): boolean {
  return (
    a.length === b.length &&
    a.every((piece, index) => {
      const other = b[index];
      if (piece === other) return true;
      if (other === undefined || piece.kind !== other.kind) return false;
      if (piece.kind === 'literal' && other.kind === 'literal') return piece.text === other.text;
      return piece.place.start === other.place.start && piece.place.path === other.place.path;
    })
  );
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((one, index) => one === b[index]));
}
