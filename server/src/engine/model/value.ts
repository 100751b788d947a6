// What the abstract interpreter knows of a value at one moment: immutable trees that remember where each piece was written.
import type { Place } from '../text/index.ts';
import type { TypeRef } from './expression.ts';
import type { Volatility } from './volatility.ts';

/** One step of the way a value took: `Date.now()` → `buildSystem()` → `system`. */
export interface Step {
  readonly label: string;
  readonly place: Place;
}

/**
 * Where an unknown text comes from. `label` is the source expression (`Date.now()`), `steps` the calls and names it went through,
 * source first. `kind` names the family of the source for messages.
 */
export interface Source {
  readonly label: string;
  readonly place: Place;
  readonly kind: SourceKind;
  readonly steps: readonly Step[];
  /** Path of the file or folder that the value names, where that is known; relative to the working directory when it is not absolute. */
  readonly file?: string;
}

export type SourceKind =
  | 'clock'
  | 'date'
  | 'random'
  | 'counter'
  | 'environment'
  | 'file'
  | 'directory'
  | 'request'
  | 'user'
  | 'model-output'
  | 'tool-output'
  | 'retrieval'
  | 'mutable-state'
  | 'parameter'
  | 'external'
  | 'unresolved';

/** A stretch of text. Literals are decoded; `place` is the raw source. */
export type Piece =
  | { readonly kind: 'literal'; readonly text: string; readonly place: Place }
  | HolePiece
  | ChoicePiece;

/**
 * Text unknown until run time. `place` is where it is put into the text, `source` where it comes from. `round` tells apart the rounds
 * of a loop: in a later request, a text that was kept has the round it was put together in, and one made anew has another.
 */
export interface HolePiece {
  readonly kind: 'hole';
  readonly place: Place;
  readonly volatility: Volatility;
  readonly source: Source;
  /** Written from a collection whose order is not fixed. */
  readonly unordered?: { readonly why: string; readonly place: Place };
  readonly round?: number;
}

/** One of several texts, chosen by something of the given volatility (`stable` when each process always takes the same one). */
export interface ChoicePiece {
  readonly kind: 'choice';
  readonly place: Place;
  readonly volatility: Volatility;
  readonly options: readonly (readonly Piece[])[];
}

export interface TextValue {
  readonly kind: 'text';
  readonly pieces: readonly Piece[];
  /** What it is the JSON of. */
  readonly json?: Value;
  readonly place: Place;
}

export interface ScalarValue {
  readonly kind: 'scalar';
  readonly value: number | boolean | null | undefined;
  readonly place: Place;
}

/** `sometimes`: written under a condition or in a loop that may not run. */
export type Presence = 'always' | 'sometimes';

export interface ListItem {
  readonly value: Value;
  readonly presence: Presence;
  /** Stands for any number of items of this shape (mapped or appended in a loop of unknown length). */
  readonly repeated: boolean;
  readonly place: Place;
}

export type Order = { readonly fixed: true } | { readonly fixed: false; readonly why: string; readonly place: Place };

/** A list that holds the newest items of one that grows: its front moves on with every turn. */
export interface Window {
  /** Where it is cut. */
  readonly place: Place;
  /** Which round of the analysis cut it; two ticks that hold the same cut show the same one. */
  readonly round: number;
  /** Items of the list that was cut, when all of them are known. */
  readonly length?: number;
}

export interface ListValue {
  readonly kind: 'list';
  readonly form: 'list' | 'tuple' | 'set';
  readonly items: readonly ListItem[];
  /** Items beyond those listed may exist, of this kind. */
  readonly rest?: OpaqueValue;
  readonly order: Order;
  /** Which items are in the list depends on something of this volatility (`stable` for a fixed set). */
  readonly membership: Volatility;
  /** Why membership varies, when it does. */
  readonly membershipSource?: Source;
  readonly window?: Window;
  /** A function that sets cache marks has handled it, as the user says: marks may be there unseen. */
  readonly marksHidden?: true;
  readonly place: Place;
}

export interface Field {
  readonly key: string;
  readonly value: Value;
  readonly presence: Presence;
  /** The whole entry, `key: value` or the assignment that set it. */
  readonly place: Place;
}

export interface RecordValue {
  readonly kind: 'record';
  /** Insertion order. */
  readonly fields: readonly Field[];
  /** Fields beyond those listed may exist. */
  readonly rest?: OpaqueValue;
  /** Class of an instance. */
  readonly className?: string;
  readonly marksHidden?: true;
  readonly place: Place;
}

export interface FunctionValue {
  readonly kind: 'function';
  readonly name: string;
  /** Its documentation, where the language keeps one in the function or class (Python). */
  readonly doc?: string;
  /** Names that each parameter binds: several where it is taken apart by a pattern. */
  readonly params?: readonly (readonly string[])[];
  /** What it gives back when nothing is known of its parameters; only for functions that were handed to a model call. */
  readonly returns?: Value;
  /** What a class declares of its instances, inherited fields first; only where all of it is in sight (Python). */
  readonly fields?: readonly ClassField[];
  readonly place: Place;
}

/** `type` names an enumeration of the workspace by its members, `Literal`, and another class by its fields, `{}`. */
export interface ClassField {
  readonly name: string;
  readonly type: TypeRef;
}

/** Arguments seen at one evaluation of a call. */
export interface Arguments {
  readonly positional: readonly Value[];
  /** Where the positional ones are written, unless a spread stands among them; a value may have been made far from the call. */
  readonly places?: readonly Place[];
  /** Keyword arguments (Python) merged with `**` splats. JavaScript option objects stay positional records. */
  readonly keywords: RecordValue;
  /** A spread of something unknown stands among the arguments. */
  readonly open: boolean;
}

/** A call on an object of a package: `path` is walked from the object, `['add_node', '()']`. */
export interface Use {
  readonly path: readonly string[];
  readonly args: Arguments;
  readonly place: Place;
}

/** Something of another package: `package` and the path walked from it; `()` marks a call, e.g. `['Anthropic', '()', 'messages', 'create']`. */
export interface SymbolValue {
  readonly kind: 'symbol';
  readonly package: string;
  readonly path: readonly string[];
  readonly volatility: Volatility;
  readonly source: Source;
  /** Arguments of the calls on the path, in its order. `a | b` is the path `['|', '()']` with both sides as arguments. */
  readonly calls?: readonly Arguments[];
  /** What was called since on the objects that the path walks through, and the functions that their decorators were given. */
  readonly uses?: readonly Use[];
  readonly marksHidden?: true;
  readonly place: Place;
}

/** One of several values. `by` is what decides. */
export interface ChoiceValue {
  readonly kind: 'choice';
  readonly options: readonly Value[];
  readonly by: Volatility;
  readonly place: Place;
}

/** Nothing is known but how it changes. `type` is the declared or inferred type name; `chain` the members read since the flow ended. */
export interface OpaqueValue {
  readonly kind: 'opaque';
  readonly volatility: Volatility;
  readonly source: Source;
  readonly type?: string;
  readonly chain: readonly string[];
  readonly window?: Window;
  readonly marksHidden?: true;
  readonly place: Place;
}

export type Value =
  | TextValue
  | ScalarValue
  | ListValue
  | RecordValue
  | FunctionValue
  | SymbolValue
  | ChoiceValue
  | OpaqueValue;
