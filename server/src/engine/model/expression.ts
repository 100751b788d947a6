// Expressions, targets and patterns of the neutral intermediate representation.
import type { Span } from '../text/index.ts';
import type { Statement } from './statement.ts';

/** A type as written, for heuristics and for resolving `client: Anthropic`: dotted name without arguments, plus its arguments. */
export interface TypeRef extends Span {
  /** Dotted head, e.g. `Anthropic`, `anthropic.AsyncAnthropic`, `list`, `Promise`. `|` for unions, `{}` for literal object types. */
  readonly name: string;
  readonly args: readonly TypeRef[];
}

/** What can stand left of `=`: names, members, subscripts, and patterns of them. */
export type Target =
  | NameExpression
  | MemberExpression
  | IndexExpression
  | ListPattern
  | RecordPattern
  | UnknownExpression;

/** `[a, b = 1, ...rest]`, `a, *rest`. A missing element is undefined. */
export interface ListPattern extends Span {
  readonly kind: 'listPattern';
  readonly items: readonly (
    | { readonly target: Target; readonly fallback?: Expression; readonly rest: boolean }
    | undefined
  )[];
}

/** `{ a, b: c = 1, ...rest }`. */
export interface RecordPattern extends Span {
  readonly kind: 'recordPattern';
  readonly fields: readonly { readonly key: string; readonly target: Target; readonly fallback?: Expression }[];
  readonly rest?: Target;
}

export interface LiteralExpression extends Span {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null | undefined;
  /** Strings only: the span between the quotes. */
  readonly content?: Span;
}

/**
 * Template literal or f-string, or adjacent string literals joined. `text` parts are decoded; their spans are raw source spans.
 * `format` is a Python format specification (`%Y-%m-%d` of `{d:%Y-%m-%d}`); `conversion` is the letter of `{x!r}`.
 * Python's `{x=}` is a `text` part `x=` and an `expression` part converted by `r`.
 */
export interface TemplateExpression extends Span {
  readonly kind: 'template';
  readonly parts: readonly TemplatePart[];
  /** Tag of a tagged template (`dedent`…``). */
  readonly tag?: Expression;
}

export type TemplatePart =
  | { readonly kind: 'text'; readonly value: string; readonly span: Span }
  | {
      readonly kind: 'expression';
      readonly value: Expression;
      readonly span: Span;
      readonly format?: string;
      readonly conversion?: 's' | 'r' | 'a';
    };

export interface NameExpression extends Span {
  readonly kind: 'name';
  readonly name: string;
}

/** `this` and `super` of JavaScript; Python's `self` stays a name, `super()` becomes a `super`. */
export interface ThisExpression extends Span {
  readonly kind: 'this' | 'super';
}

export interface MemberExpression extends Span {
  readonly kind: 'member';
  readonly object: Expression;
  readonly property: string;
  readonly propertySpan: Span;
  readonly optional: boolean;
}

export interface IndexExpression extends Span {
  readonly kind: 'index';
  readonly object: Expression;
  readonly index: Expression;
}

/** Python `a[1:-1]`. JavaScript's `.slice()` stays a call. */
export interface SliceExpression extends Span {
  readonly kind: 'slice';
  readonly object: Expression;
  readonly from?: Expression;
  readonly to?: Expression;
  readonly step?: Expression;
}

export interface CallExpression extends Span {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly args: readonly Argument[];
  /** `new X()`. Python instantiation is a plain call. */
  readonly isNew: boolean;
  readonly optional: boolean;
  /** Type arguments, e.g. the schema type of a generic call. */
  readonly typeArgs?: readonly TypeRef[];
}

/** Positional, `name=value`, `*value` / `...value` (`spread`), `**value` (`keywordSpread`). */
export interface Argument extends Span {
  readonly form: 'positional' | 'keyword' | 'spread' | 'keywordSpread';
  readonly name?: string;
  readonly value: Expression;
}

/** `[...]` list, `(...)` tuple, Python set display. JavaScript's `new Set()` stays a call. */
export interface ListExpression extends Span {
  readonly kind: 'list';
  readonly form: 'list' | 'tuple' | 'set';
  readonly items: readonly { readonly value: Expression; readonly spread: boolean; readonly span: Span }[];
}

/** Object literal or dict display. Entries keep source order. Methods are entries with a function value; accessors likewise. */
export interface RecordExpression extends Span {
  readonly kind: 'record';
  readonly entries: readonly RecordEntry[];
}

export type RecordEntry =
  | {
      readonly kind: 'field';
      readonly key: string;
      readonly keySpan: Span;
      readonly value: Expression;
      readonly span: Span;
      readonly shorthand: boolean;
      /** `get key() {…}`: reading the key calls the function. */
      readonly isGetter?: boolean;
    }
  | { readonly kind: 'computed'; readonly key: Expression; readonly value: Expression; readonly span: Span }
  | { readonly kind: 'spread'; readonly value: Expression; readonly span: Span };

export interface FunctionExpression extends Span {
  readonly kind: 'function';
  /** Absent for anonymous functions. */
  readonly name?: string;
  readonly nameSpan?: Span;
  readonly params: readonly Parameter[];
  readonly body: readonly Statement[];
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** Arrow functions and Python functions do not bind `this`; Python methods take it as first parameter. */
  readonly bindsThis: boolean;
  readonly decorators: readonly Expression[];
  readonly returns?: TypeRef;
  /** Python docstring or leading JSDoc. */
  readonly doc?: string;
}

export interface Parameter extends Span {
  readonly target: Target;
  readonly fallback?: Expression;
  readonly annotation?: TypeRef;
  /** `...rest`, `*args` (list) or `**kwargs` (record). */
  readonly rest?: 'list' | 'record';
  /** Python keyword-only (after `*`). */
  readonly keywordOnly: boolean;
  /** TypeScript parameter property: `constructor(private client: X)` also assigns `this.client`. */
  readonly assignsField: boolean;
}

export interface ClassExpression extends Span {
  readonly kind: 'class';
  readonly name?: string;
  readonly nameSpan?: Span;
  readonly bases: readonly Expression[];
  readonly members: readonly ClassMember[];
  readonly decorators: readonly Expression[];
  /** Python docstring. */
  readonly doc?: string;
}

export interface ClassMember extends Span {
  readonly kind: 'method' | 'field' | 'getter' | 'setter';
  readonly name: string;
  readonly isStatic: boolean;
  /** Methods and accessors. Python `@property` is a getter, `@staticmethod` and `@classmethod` are static (`decorators` stay on the function). */
  readonly fn?: FunctionExpression;
  /** Fields: initial value and type. A Python class-level assignment is a static field that instances also see. */
  readonly value?: Expression;
  readonly annotation?: TypeRef;
}

/** `!a`, `-a`, `not a`, `typeof a`. */
export interface UnaryExpression extends Span {
  readonly kind: 'unary';
  readonly operator: string;
  readonly operand: Expression;
}

/** Arithmetic and comparison, with JavaScript's or Python's own operator text; `in`, `not in`, `is`, `instanceof` included. */
export interface BinaryExpression extends Span {
  readonly kind: 'binary';
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}

/** Short-circuit operators; Python's `and`/`or` are `&&`/`||`. */
export interface LogicalExpression extends Span {
  readonly kind: 'logical';
  readonly operator: '&&' | '||' | '??';
  readonly left: Expression;
  readonly right: Expression;
}

export interface ConditionalExpression extends Span {
  readonly kind: 'conditional';
  readonly test: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}

export interface AwaitExpression extends Span {
  readonly kind: 'await' | 'yield';
  readonly value?: Expression;
  /** `yield*` and `yield from`: everything that the value yields. */
  readonly delegates?: boolean;
}

/** Assignment used as an expression (`(a = b)`, walrus). `i++` is `i += 1`. */
export interface AssignExpression extends Span {
  readonly kind: 'assignment';
  readonly target: Target;
  readonly value: Expression;
  readonly operator?: string;
}

/** Python comprehensions and generator expressions. */
export interface ComprehensionExpression extends Span {
  readonly kind: 'comprehension';
  readonly form: 'list' | 'set' | 'record' | 'generator';
  /** Element, or value of a dict comprehension. */
  readonly element: Expression;
  readonly key?: Expression;
  readonly clauses: readonly {
    readonly target: Target;
    readonly iterable: Expression;
    readonly conditions: readonly Expression[];
    readonly isAsync: boolean;
  }[];
}

/** What lowering could not express: JSX, regular expressions, syntax errors. Children are still evaluated for their effects. */
export interface UnknownExpression extends Span {
  readonly kind: 'unknown';
  readonly why: string;
  readonly children: readonly Expression[];
}

export type Expression =
  | LiteralExpression
  | TemplateExpression
  | NameExpression
  | ThisExpression
  | MemberExpression
  | IndexExpression
  | SliceExpression
  | CallExpression
  | ListExpression
  | RecordExpression
  | FunctionExpression
  | ClassExpression
  | UnaryExpression
  | BinaryExpression
  | LogicalExpression
  | ConditionalExpression
  | AwaitExpression
  | AssignExpression
  | ComprehensionExpression
  | UnknownExpression;
