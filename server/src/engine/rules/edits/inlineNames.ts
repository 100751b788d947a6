// Writes an expression with other code in place of some of the names that it reads.
import { type AnyNode, boundNames, type Expression, type Target, walk } from '../../model/index.ts';
import { applyEdits, type Edit, type Span } from '../../text/index.ts';
import { spanOf } from './nodesAround.ts';

/** Names that the expression reads, with where; `undefined` where it also binds one of them. */
export function namesRead(expression: unknown): ReadonlyMap<string, readonly Span[]> | undefined {
  const read = new Map<string, Span[]>();
  const bound = new Set<string>();
  walk(expression, (node) => {
    const own = spanOf(node);
    if (node.kind === 'name' && own !== undefined) {
      const name = String(node.name);
      read.set(name, [...(read.get(name) ?? []), own]);
    }
    for (const target of targetsOf(node)) for (const name of boundNames(target)) bound.add(name);
    return true;
  });
  return [...bound].some((name) => read.has(name) && isReadOutside(expression, name))
    ? undefined
    : without(read, bound);
}

/** `code` gives what stands for a name; a name without any stays. Undefined where that could mean something else. */
export function inlineNames(
  text: string,
  span: Span,
  expression: Expression,
  code: (name: string) => string | undefined,
): string | undefined {
  const names = namesRead(expression);
  if (names === undefined) return undefined;
  const edits: Edit[] = [];
  for (const [name, places] of names) {
    const put = code(name);
    if (put === undefined) continue;
    for (const place of places)
      edits.push({ span: place, newText: isShorthand(expression, place) ? `${name}: ${put}` : put });
  }
  const whole = text.slice(span.start, span.end);
  return applyEdits(
    whole,
    edits.map(({ span: { start, end }, newText }) => ({
      span: { start: start - span.start, end: end - span.start },
      newText,
    })),
  );
}

/** Code that can stand where a name stood. */
export function asOperand(code: string): string {
  return /^[\w$.]+(?:\((?:[^()'"`]|\([^()'"`]*\))*\)|\[[^[\]]*\])*$/.test(code) ||
    /^(["'`])(?:(?!\1)[^\\\n])*\1$/.test(code)
    ? code
    : `(${code})`;
}

function targetsOf(node: AnyNode): readonly Target[] {
  if (node.kind === 'function')
    return (node.params as readonly { readonly target: Target }[]).map(({ target }) => target);
  if (node.kind === 'comprehension')
    return (node.clauses as readonly { readonly target: Target }[]).map(({ target }) => target);
  return node.kind === 'assignment' ? [node.target as Target] : [];
}

function without(read: Map<string, Span[]>, bound: ReadonlySet<string>): ReadonlyMap<string, readonly Span[]> {
  for (const name of bound) read.delete(name);
  return read;
}

/** Read where no function or comprehension around binds it. */
function isReadOutside(expression: unknown, name: string): boolean {
  let found = false;
  walk(expression, (node) => {
    if (targetsOf(node).some((target) => boundNames(target).includes(name))) return false;
    if (node.kind === 'name' && node.name === name) found = true;
    return true;
  });
  return found;
}

/** `{ name }` is key and value in one. */
function isShorthand(expression: Expression, place: Span): boolean {
  let found = false;
  walk(expression, (node) => {
    const value = node.value as Span | undefined;
    if (node.kind === 'field' && node.shorthand === true && value?.start === place.start) found = true;
    return true;
  });
  return found;
}
