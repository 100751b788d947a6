// What is read from the text of a template: literal text, variables, blocks and comments, each with its place.
import type { Span } from '../../text/index.ts';

/** `format` is Python's `{name}`, `dollar` the `${name}` of prompts in editors; `none` is text without variables. */
export type TemplateSyntax = 'jinja' | 'liquid' | 'handlebars' | 'mustache' | 'format' | 'dollar' | 'none';

/** A name that is read. */
export interface VariableUse {
  /** The first name of the path. */
  readonly name: string;
  /** `user.name` */
  readonly path: string;
  /** Of the first name. */
  readonly span: Span;
  /** Bound in the template itself, by a loop, an assignment or a macro. */
  readonly isLocal: boolean;
  /** It is called: `now()`. */
  readonly isCall: boolean;
}

/** A name that a loop, an assignment or a macro binds. */
export interface BoundName {
  readonly name: string;
  readonly span: Span;
}

export interface TemplateFilter {
  readonly name: string;
  readonly span: Span;
}

/** In order, without gaps: the spans of the pieces of a template cover it. */
export type TemplatePiece =
  | { readonly kind: 'literal'; readonly text: string; readonly span: Span }
  | VariablePiece
  | BlockPiece
  | TagPiece
  | IncludePiece
  | { readonly kind: 'comment'; readonly span: Span };

/** `{{ user.name | trim }}` */
export interface VariablePiece {
  readonly kind: 'variable';
  readonly span: Span;
  /** Every name that is read in it; none for a constant. */
  readonly uses: readonly VariableUse[];
  /** It is one path and its filters, and nothing else. */
  readonly isPath: boolean;
  readonly filters: readonly TemplateFilter[];
}

/** `{% if … %}…{% endif %}` */
export interface BlockPiece {
  readonly kind: 'block';
  /** `if`, `for`, `each`; for a section of Mustache `section` or `inverted`. */
  readonly tag: string;
  readonly span: Span;
  readonly branches: readonly Branch[];
  /** `{% endif %}`; absent where it is missing. */
  readonly close?: Span;
  /** First constant text that it is given: `{% chat role="system" %}`. */
  readonly argument?: string;
}

export interface Branch {
  /** `if`, `elif`, `else` */
  readonly tag: string;
  /** The tag that starts it. */
  readonly head: Span;
  readonly uses: readonly VariableUse[];
  readonly binds: readonly BoundName[];
  readonly pieces: readonly TemplatePiece[];
}

/** A tag without a body: `{% set x = 1 %}`, `{{role "system"}}`. */
export interface TagPiece {
  readonly kind: 'tag';
  readonly tag: string;
  readonly span: Span;
  readonly uses: readonly VariableUse[];
  readonly binds: readonly BoundName[];
  /** First constant text that it is given. */
  readonly argument?: string;
}

/** `{% include "rules.md" %}`, `{{> rules}}` */
export interface IncludePiece {
  readonly kind: 'include';
  readonly span: Span;
  /** Absent where it is worked out. */
  readonly name?: string;
  readonly nameSpan?: Span;
  readonly uses: readonly VariableUse[];
}

export interface Template {
  readonly pieces: readonly TemplatePiece[];
  readonly problems: readonly { readonly span: Span; readonly message: string }[];
}
