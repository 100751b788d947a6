// Statements of the neutral intermediate representation, imports and exports among them.
import type { Span } from '../text/index.ts';
import type { ClassExpression, Expression, FunctionExpression, Target, TypeRef } from './expression.ts';

/** `from x import a as b`, `import * as b from 'x'`, `import x.y`, `const b = require('x')`. */
export interface ImportStatement extends Span {
  readonly kind: 'import';
  /** Module specifier as written; Python relative imports keep their leading dots (`..pkg.mod`). */
  readonly module: string;
  readonly bindings: readonly ImportBinding[];
  /** `import type`: binds types only. */
  readonly typeOnly: boolean;
}

export interface ImportBinding extends Span {
  /** Name in the other module; `default`; `*` for the namespace (also `import x.y as z`). */
  readonly imported: string;
  /** Local name. For Python `import a.b` this is `a` and `imported` is `*` of module `a`. For `from m import *` it is `*`. */
  readonly local: string;
}

/** `export { a as b }`, `export * from 'x'`, `export default expr`. Exported declarations are marked on themselves. */
export interface ExportStatement extends Span {
  readonly kind: 'export';
  /** Source module of a re-export. */
  readonly module?: string;
  /** `local` is `*` for `export *`; `exported` is `*` for a plain star, a name for `export * as ns`. */
  readonly bindings: readonly { readonly local: string; readonly exported: string }[];
  /** Value of `export default expr`, `module.exports = expr` or `export = expr`. */
  readonly value?: Expression;
}

export interface ExpressionStatement extends Span {
  readonly kind: 'expression';
  readonly expression: Expression;
}

/**
 * `a = v`, `const a = v`, `a += v`, `let a` (no value), `a: T = v`.
 * `declares` gives the scope of the binding: block (`let`/`const`/`using`), function (`var`), or absent for plain assignment
 * (a Python assignment is plain: the interpreter binds it in the function scope unless declared global or nonlocal).
 */
export interface AssignStatement extends Span {
  readonly kind: 'assign';
  readonly target: Target;
  readonly value?: Expression;
  /** `+`, `||`, `??`, … for compound assignment. */
  readonly operator?: string;
  readonly declares?: 'const' | 'let' | 'var';
  readonly annotation?: TypeRef;
  readonly exported?: boolean;
}

export interface FunctionStatement extends Span {
  readonly kind: 'function';
  readonly fn: FunctionExpression;
  readonly exported?: boolean;
  readonly isDefault?: boolean;
}

export interface ClassStatement extends Span {
  readonly kind: 'class';
  readonly cls: ClassExpression;
  readonly exported?: boolean;
  readonly isDefault?: boolean;
}

export interface IfStatement extends Span {
  readonly kind: 'if';
  readonly test: Expression;
  readonly then: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

/**
 * Every loop. `for (init; test; update)`, `while`, `do`, `for x of xs` / `for x in xs` (`iterable` + `target`), Python `for … else`.
 * `over: 'keys'` is JavaScript's `for … in`.
 */
export interface LoopStatement extends Span {
  readonly kind: 'loop';
  readonly form: 'while' | 'do' | 'for' | 'each';
  readonly isAsync: boolean;
  readonly init?: readonly Statement[];
  readonly test?: Expression;
  readonly update?: Expression;
  readonly target?: Target;
  readonly iterable?: Expression;
  readonly over?: 'values' | 'keys';
  readonly body: readonly Statement[];
  /** Python `else` of a loop. */
  readonly otherwise: readonly Statement[];
}

export interface ReturnStatement extends Span {
  readonly kind: 'return';
  readonly value?: Expression;
}

export interface ThrowStatement extends Span {
  readonly kind: 'throw';
  readonly value?: Expression;
}

export interface JumpStatement extends Span {
  readonly kind: 'break' | 'continue';
  readonly label?: string;
}

export interface TryStatement extends Span {
  readonly kind: 'try';
  readonly body: readonly Statement[];
  readonly handlers: readonly {
    readonly span: Span;
    readonly param?: Target;
    /** Exception types as written, joined by `|`; absent for a bare handler. */
    readonly types?: string;
    readonly body: readonly Statement[];
  }[];
  /** Python `else`. */
  readonly otherwise: readonly Statement[];
  readonly finally: readonly Statement[];
}

/** Python `with a as b`, JavaScript `using` is an assign. */
export interface WithStatement extends Span {
  readonly kind: 'with';
  readonly isAsync: boolean;
  readonly items: readonly { readonly value: Expression; readonly target?: Target }[];
  readonly body: readonly Statement[];
}

/** `switch` and Python `match`; a default case has no tests. Pattern captures become `bindings`. */
export interface SwitchStatement extends Span {
  readonly kind: 'switch';
  readonly subject: Expression;
  readonly cases: readonly {
    readonly tests: readonly Expression[];
    readonly bindings: readonly Target[];
    readonly guard?: Expression;
    readonly body: readonly Statement[];
    /** C-style fall through to the next case when the body does not end in a jump. */
    readonly fallsThrough: boolean;
  }[];
}

export interface BlockStatement extends Span {
  readonly kind: 'block';
  readonly body: readonly Statement[];
}

/** Python `global` and `nonlocal`. */
export interface ScopeStatement extends Span {
  readonly kind: 'scope';
  readonly scope: 'global' | 'nonlocal';
  readonly names: readonly string[];
}

export interface DeleteStatement extends Span {
  readonly kind: 'delete';
  readonly targets: readonly Expression[];
}

export type Statement =
  | ImportStatement
  | ExportStatement
  | ExpressionStatement
  | AssignStatement
  | FunctionStatement
  | ClassStatement
  | IfStatement
  | LoopStatement
  | ReturnStatement
  | ThrowStatement
  | JumpStatement
  | TryStatement
  | WithStatement
  | SwitchStatement
  | BlockStatement
  | ScopeStatement
  | DeleteStatement;
