// Builds frozen values, arguments and call sites by hand, for tests of what comes after interpretation.
import type {
  Arguments,
  CallSite,
  Field,
  HolePiece,
  ListItem,
  ListValue,
  OpaqueValue,
  Piece,
  RecordValue,
  Source,
  SourceKind,
  SymbolValue,
  TextValue,
  Value,
  Volatility,
} from '../../server/src/engine/model/index.ts';
import { stable, unknownVolatility } from '../../server/src/engine/model/index.ts';
import type { Place } from '../../server/src/engine/text/index.ts';

let offset = 0;

/** Every place is behind those made before it. */
export function place(path = 'agent.ts'): Place {
  offset += 10;
  return { path, start: offset, end: offset + 9 };
}

/** What a test may write for a value: plain JavaScript, or a value made by the functions below. */
export type Plain =
  | Value
  | Sometimes
  | Repeated
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Plain[]
  | PlainRecord;
export interface PlainRecord {
  readonly [key: string]: Plain;
}

interface Sometimes {
  readonly sometimes: Plain;
}
interface Repeated {
  readonly repeated: Plain;
}

/** A field or item that is there under a condition. */
export function sometimes(plain: Plain): Sometimes {
  return { sometimes: plain };
}

/** An item that stands for any number of items of its shape. */
export function repeated(plain: Plain): Repeated {
  return { repeated: plain };
}

export function volatility(changes: Volatility['changes'], more: Partial<Volatility> = {}): Volatility {
  return { ...stable, changes, ...more };
}

export function source(label: string, kind: SourceKind): Source {
  return { label, kind, place: place(), steps: [] };
}

/** A hole is text that nothing is known of, unless told. */
export function hole(label: string, how: Volatility = unknownVolatility, kind: SourceKind = 'parameter'): HolePiece {
  return { kind: 'hole', place: place(), volatility: how, source: source(label, kind) };
}

export function text(...parts: readonly (string | Piece)[]): TextValue {
  const pieces = parts.map(
    (part): Piece => (typeof part === 'string' ? { kind: 'literal', text: part, place: place() } : part),
  );
  return { kind: 'text', pieces, place: place() };
}

export function opaque(
  label: string,
  kind: SourceKind = 'parameter',
  how: Volatility = unknownVolatility,
  type?: string,
): OpaqueValue {
  return {
    kind: 'opaque',
    volatility: how,
    source: source(label, kind),
    chain: [],
    place: place(),
    ...(type ? { type } : {}),
  };
}

export function symbol(packageName: string, ...path: readonly string[]): SymbolValue {
  const label = path.join('.');
  return {
    kind: 'symbol',
    package: packageName,
    path,
    volatility: unknownVolatility,
    source: source(label, 'external'),
    place: place(),
  };
}

export function choice(by: Volatility, ...options: readonly Plain[]): Value {
  return { kind: 'choice', options: options.map(value), by, place: place() };
}

export function fn(name: string): Value {
  return { kind: 'function', name, place: place() };
}

/** `more` may be a function, to make its places behind those of the items. */
export function list(items: readonly Plain[], more: Partial<ListValue> | (() => Partial<ListValue>) = {}): ListValue {
  const made = items.map(listItem);
  const rest = typeof more === 'function' ? more() : more;
  return {
    kind: 'list',
    form: 'list',
    items: made,
    order: { fixed: true },
    membership: stable,
    place: place(),
    ...rest,
  };
}

export function record(fields: PlainRecord, rest?: OpaqueValue): RecordValue {
  const made = Object.entries(fields).map(([key, plain]): Field => {
    const isSometimes = isMarker(plain, 'sometimes');
    return { key, value: value(plain), presence: isSometimes ? 'sometimes' : 'always', place: place() };
  });
  return { kind: 'record', fields: made, place: place(), ...(rest ? { rest } : {}) };
}

export function value(plain: Plain): Value {
  if (typeof plain === 'string') return text(plain);
  if (plain === undefined || plain === null || typeof plain !== 'object')
    return { kind: 'scalar', value: plain, place: place() };
  if (isMarker(plain, 'sometimes')) return value(plain.sometimes);
  if (isMarker(plain, 'repeated')) return value(plain.repeated);
  if (isList(plain)) return list(plain);
  return isValue(plain) ? plain : record(plain);
}

function listItem(plain: Plain): ListItem {
  return {
    value: value(plain),
    presence: isMarker(plain, 'sometimes') ? 'sometimes' : 'always',
    repeated: isMarker(plain, 'repeated'),
    place: place(),
  };
}

function isMarker<K extends string>(
  plain: Plain,
  key: K,
): plain is { readonly [key in K]: Plain } & (Sometimes | Repeated) {
  return typeof plain === 'object' && plain !== null && Object.keys(plain).length === 1 && key in plain;
}

function isList(plain: Plain): plain is readonly Plain[] {
  return Array.isArray(plain);
}

function isValue(plain: object): plain is Value {
  return 'kind' in plain && 'place' in plain;
}

/** One option record, as JavaScript passes it. */
export function positional(...values: readonly Plain[]): Arguments {
  return { positional: values.map(value), keywords: record({}), open: false };
}

/** Keyword arguments, as Python passes them; `rest` is an unknown `**` splat. */
export function keywords(fields: PlainRecord, rest?: OpaqueValue): Arguments {
  return { positional: [], keywords: record(fields, rest), open: false };
}

/** A receiver whose path was called with these arguments, such as a client with its options. */
export function madeWith(...calls: readonly Arguments[]): Partial<CallSite> {
  return { receiver: { ...symbol('package', 'Class', '()'), calls } };
}

/** `callee` is a path with its package in front (`anthropic:Anthropic.().messages.create`), or without one. */
export function site(callee: string, args: Arguments, more: Partial<CallSite> = {}): CallSite {
  const [packageName, members] = callee.includes(':') ? callee.split(':') : [undefined, callee];
  const path = (members ?? '').split('.');
  return {
    place: place(),
    calleePlace: place(),
    language: 'typescript',
    callee: { path, label: path.join('.'), ...(packageName === undefined ? {} : { package: packageName }) },
    args,
    frames: [],
    fanOuts: [],
    awaited: true,
    packages: packageName === undefined ? [] : [packageName],
    ...more,
  };
}
