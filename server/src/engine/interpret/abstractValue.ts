// The values the interpreter computes with: like the frozen values of the model, but sharing mutable cells.
//
// What is copied with a change all the time has all of its fields from the beginning, if only as undefined: a copy that gets a new field
// has a hidden class of its own in V8, which takes longer to make than the copy and makes everything slow that reads it.
import type {
  ClassExpression,
  FunctionExpression,
  Order,
  Piece,
  Presence,
  Source,
  Volatility,
  Window,
} from '../model/index.ts';
import type { Place } from '../text/index.ts';
import type { Cell } from './cell.ts';
import type { Scope } from './scope.ts';

export type { Window };

export interface AbstractText {
  readonly kind: 'text';
  readonly pieces: readonly Piece[];
  /** What it is the JSON of. */
  readonly json?: AbstractValue;
  readonly place: Place;
}

export interface AbstractScalar {
  readonly kind: 'scalar';
  readonly value: number | boolean | null | undefined;
  readonly place: Place;
}

/** A list, record or instance living in a cell, so that aliases see each other's mutations. */
export interface AbstractReference {
  readonly kind: 'reference';
  readonly cell: Cell<HeapObject>;
  readonly place: Place;
}

export interface AbstractClosure {
  readonly kind: 'closure';
  readonly fn: FunctionExpression;
  readonly scope: Scope;
  readonly path: string;
  /** Receiver of a bound method, or the `this` an arrow function closed over. */
  readonly self: AbstractValue | undefined;
  /** Class that holds the method, for `super`. */
  readonly owner: AbstractClass | undefined;
  /** Answers from a cache after the first call with the same arguments. */
  readonly once?: boolean;
  readonly place: Place;
}

/** A method of a built-in type bound to its receiver: `'a'.join`, `list.append`; `partial` is `self` with some arguments given. */
export interface AbstractNative {
  readonly kind: 'native';
  readonly name: string;
  readonly self: AbstractValue;
  readonly given?: AbstractArguments;
  readonly place: Place;
}

export interface AbstractClass {
  readonly kind: 'class';
  readonly cls: ClassExpression;
  readonly scope: Scope;
  readonly path: string;
  readonly bases: readonly AbstractValue[];
  /** Static members and Python class attributes. */
  readonly statics: Cell<HeapObject>;
  readonly place: Place;
}

/** Something of another package, walked to by `path`; a call is `()` or, with one literal text argument, `('it')`. */
export interface AbstractSymbol {
  readonly kind: 'symbol';
  readonly package: string;
  readonly path: readonly string[];
  readonly volatility: Volatility;
  readonly source: Source;
  /** The last call on the path. */
  readonly made: Made | undefined;
  /** Path of the file that the first `length` elements of `path` name. */
  readonly file?: { readonly path: string; readonly length: number };
  /** A function that sets cache marks has handled it, as the user says. */
  readonly marksHidden: true | undefined;
  readonly place: Place;
}

/** A call on the path of a symbol, and the one before it. */
export interface Made {
  readonly args: AbstractArguments;
  readonly before: Made | undefined;
  /** Length of the path with this call. */
  readonly length: number;
  /** A list of what was called on the object since, each as the symbol of its result; only for what looks like a constructor. */
  readonly uses: Cell<HeapObject> | undefined;
}

/** The exports of a module of the workspace. */
export interface AbstractNamespace {
  readonly kind: 'namespace';
  readonly path: string;
  readonly place: Place;
}

export interface AbstractOpaque {
  readonly kind: 'opaque';
  readonly volatility: Volatility;
  readonly source: Source;
  /** Inferred type: `datetime`, `iso-datetime`, `date`, `epoch`, or a declared type name. */
  readonly type?: string;
  readonly chain: readonly string[];
  readonly window?: Window;
  readonly marksHidden?: true;
  readonly place: Place;
}

export interface AbstractChoice {
  readonly kind: 'choice';
  readonly options: readonly AbstractValue[];
  readonly by: Volatility;
  readonly place: Place;
}

export type AbstractValue =
  | AbstractText
  | AbstractScalar
  | AbstractReference
  | AbstractClosure
  | AbstractNative
  | AbstractClass
  | AbstractSymbol
  | AbstractNamespace
  | AbstractOpaque
  | AbstractChoice;

export interface HeapItem {
  readonly value: AbstractValue;
  readonly presence: Presence;
  readonly repeated: boolean;
  readonly place: Place;
}

export interface HeapList {
  readonly kind: 'list';
  readonly form: 'list' | 'tuple' | 'set';
  readonly items: readonly HeapItem[];
  readonly rest?: AbstractOpaque;
  readonly order: Order;
  readonly membership: Volatility;
  readonly membershipSource?: Source;
  readonly window?: Window;
  readonly marksHidden?: true;
  readonly place: Place;
}

export interface HeapField {
  /** What a read yields; the function that makes it when `isGetter` is set. */
  readonly value: AbstractValue;
  readonly isGetter?: boolean;
  readonly presence: Presence;
  readonly place: Place;
}

/** A record, a map, or an instance (then `cls` is set). Fields keep insertion order. Never mutated: a change makes a new one. */
export interface HeapRecord {
  readonly kind: 'record';
  readonly fields: ReadonlyMap<string, HeapField>;
  readonly rest?: AbstractOpaque;
  readonly cls?: AbstractClass;
  /** The record is a JavaScript `Map`: read by `get`, not by member. */
  readonly isMap: boolean;
  readonly marksHidden?: true;
  readonly place: Place;
}

export type HeapObject = HeapList | HeapRecord;

export interface AbstractArguments {
  readonly positional: readonly AbstractValue[];
  /** Where the positional ones are written, unless a spread stands among them. */
  readonly places?: readonly Place[];
  readonly keywords: ReadonlyMap<string, HeapField>;
  /** `**` of something unknown. */
  readonly keywordRest?: AbstractOpaque;
  /** `...` of something unknown among the positional ones. */
  readonly open: boolean;
  /** What decides how many those are. */
  readonly openSource?: Source;
}
