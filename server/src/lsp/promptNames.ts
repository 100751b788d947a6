// The names in a prompt file that stand at a place, and what each of them means.
import type { PromptFile, Span, TemplatePiece, Variable, VariableUse } from '../engine/index.ts';

export type PromptName =
  /** Filled from outside. `span` is the name under the cursor. */
  | { readonly kind: 'variable'; readonly span: Span; readonly variable: Variable; readonly isCall: boolean }
  /** Bound in the file itself; `binding` where that is. */
  | { readonly kind: 'local'; readonly span: Span; readonly name: string; readonly binding?: Span }
  | { readonly kind: 'include'; readonly span: Span; readonly name: string };

interface Scope {
  readonly name: string;
  readonly span: Span;
}

export function promptNameAt(file: PromptFile, offset: number): PromptName | undefined {
  for (const { parts } of file.prompts) {
    for (const { pieces } of parts) {
      const found = nameIn(file, pieces, offset, []);
      if (found !== undefined) return found;
    }
  }
  for (const variable of file.variables.values()) {
    const span = declaredName(file, variable);
    if (span !== undefined && touches(span, offset)) return { kind: 'variable', span, variable, isCall: false };
  }
  return undefined;
}

/** The name in the line that declares the variable: Dotprompt writes `name?(array)`. */
export function declaredName({ text }: PromptFile, { name, declaration }: Variable): Span | undefined {
  if (declaration === undefined) return undefined;
  const at = text.slice(declaration.start, declaration.end).indexOf(name);
  const start = declaration.start + at;
  return at < 0 ? undefined : { start, end: start + name.length };
}

function nameIn(
  file: PromptFile,
  pieces: readonly TemplatePiece[],
  offset: number,
  outer: readonly Scope[],
): PromptName | undefined {
  let scopes = outer;
  for (const piece of pieces) {
    if (piece.kind === 'include' && piece.name !== undefined && touches(piece.nameSpan ?? piece.span, offset))
      return { kind: 'include', span: piece.nameSpan ?? piece.span, name: piece.name };
    if (piece.kind === 'tag') {
      const bound = piece.binds.find(({ span }) => touches(span, offset));
      if (bound) return { kind: 'local', span: bound.span, name: bound.name, binding: bound.span };
    }
    if (piece.kind === 'variable' || piece.kind === 'tag' || piece.kind === 'include') {
      const use = piece.uses.find(({ span }) => touches(span, offset));
      if (use) return nameOf(file, use, scopes);
    }
    if (piece.kind === 'tag') scopes = [...scopes, ...piece.binds];
    if (piece.kind !== 'block' || !touches(piece.span, offset)) continue;
    for (const branch of piece.branches) {
      const bound = branch.binds.find(({ span }) => touches(span, offset));
      if (bound) return { kind: 'local', span: bound.span, name: bound.name, binding: bound.span };
      const inner = [...scopes, ...branch.binds];
      const use = branch.uses.find(({ span }) => touches(span, offset));
      if (use) return nameOf(file, use, inner);
      const found = nameIn(file, branch.pieces, offset, inner);
      if (found) return found;
    }
  }
  return undefined;
}

function nameOf(file: PromptFile, { name, span, isLocal, isCall }: VariableUse, scopes: readonly Scope[]): PromptName {
  const variable = file.variables.get(name);
  if (!isLocal && variable !== undefined) return { kind: 'variable', span, variable, isCall };
  const binding = scopes.findLast((scope) => scope.name === name)?.span;
  return { kind: 'local', span, name, ...(binding === undefined ? {} : { binding }) };
}

function touches({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}
