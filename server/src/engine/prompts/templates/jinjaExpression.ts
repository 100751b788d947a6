// Reads what stands between the delimiters of Jinja and Liquid: names that are read, names that are bound, filters, tags.
import type { Span } from '../../text/index.ts';
import type { OpenedTag, PieceTree } from './pieceTree.ts';
import type { BoundName, TemplateFilter, TemplatePiece, VariableUse } from './template.ts';

/** Strings are decoded; all else is as written. */
export interface ExpressionToken {
  readonly type: string;
  readonly value: string;
  readonly span: Span;
}

export interface Expression {
  readonly uses: readonly VariableUse[];
  readonly filters: readonly TemplateFilter[];
  readonly isPath: boolean;
}

/** Words of the languages. */
const words = new Set(
  'and or not in is if else true false none null True False None with without context ignore missing as recursive import nil empty blank contains reversed by import'.split(
    ' ',
  ),
);

/** Names that Jinja itself gives. */
const given = new Set([
  'loop',
  'range',
  'namespace',
  'caller',
  'self',
  'super',
  'cycler',
  'joiner',
  'lipsum',
  'dict',
  'varargs',
  'kwargs',
  'forloop',
]);

export function readExpression(tokens: readonly ExpressionToken[]): Expression {
  const uses: VariableUse[] = [];
  const filters: TemplateFilter[] = [];
  let depth = 0;
  let afterPath = 0;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined) break;
    if (/^left-/.test(token.type)) depth++;
    else if (/^right-/.test(token.type)) depth--;
    if (token.type !== 'symbol') continue;
    const before = tokens[at - 1];
    const next = tokens[at + 1];
    if (before?.type === 'pipe') {
      filters.push({ name: token.value, span: token.span });
      continue;
    }
    // A member, a test after `is`, or the name of an argument.
    if (before?.type === 'operator' && before.value === '.') continue;
    if (before?.value === 'is' || (before?.value === 'not' && tokens[at - 2]?.value === 'is')) continue;
    if (words.has(token.value)) continue;
    if (next?.type === 'operator' && next.value === '=') continue;
    if (next?.type === 'colon' && filters.length > 0 && depth === 0) continue;
    const { path, end } = pathAt(tokens, at);
    if (at === 0) afterPath = end;
    if (given.has(token.value)) continue;
    uses.push({
      name: token.value,
      path,
      span: token.span,
      isLocal: false,
      isCall: tokens[end]?.type === 'left-paren',
    });
  }
  const rest = tokens[afterPath];
  return { uses, filters, isPath: afterPath > 0 && uses.length === 1 && (rest === undefined || rest.type === 'pipe') };
}

/** `a.b['c'][0]`; `end` is the index of the token behind it. */
function pathAt(tokens: readonly ExpressionToken[], start: number): { readonly path: string; readonly end: number } {
  let path = tokens[start]?.value ?? '';
  let at = start + 1;
  for (;;) {
    const [one, two, three] = [tokens[at], tokens[at + 1], tokens[at + 2]];
    if (one?.value === '.' && one.type === 'operator' && two && /^(?:symbol|int)$/.test(two.type)) {
      path += `.${two.value}`;
      at += 2;
    } else if (
      one?.type === 'left-bracket' &&
      two &&
      /^(?:string|int)$/.test(two.type) &&
      three?.type === 'right-bracket'
    ) {
      path += `.${two.value}`;
      at += 3;
    } else return { path, end: at };
  }
}

const branches: ReadonlyMap<string, readonly string[]> = new Map([
  ['else', ['if', 'for', 'unless', 'case', 'ifchanged', 'asyncEach', 'asyncAll']],
  ['elif', ['if']],
  ['elseif', ['if']],
  ['elsif', ['if', 'unless']],
  ['when', ['case']],
]);

/** Tags that make no sense without their end. */
const closed = new Set('if for macro call filter block trans autoescape unless case capture tablerow'.split(' '));

export function readTag(
  tree: PieceTree,
  span: Span,
  tokens: readonly ExpressionToken[],
  syntax: 'jinja' | 'liquid',
): void {
  const name = tokens[0]?.value ?? '';
  const rest = tokens.slice(1);
  const ending = /^end([a-z_]\w*)?$/i.exec(name);
  const of = branches.get(name);
  if (ending) tree.close(ending[1], span);
  else if (of) tree.branch(name, of, span, readExpression(rest).uses);
  else {
    const tag = tagOf(name, rest, span, syntax);
    if ('mustClose' in tag) tree.open(tag);
    else tree.add(tag);
  }
}

function tagOf(
  name: string,
  rest: readonly ExpressionToken[],
  span: Span,
  syntax: 'jinja' | 'liquid',
): OpenedTag | TemplatePiece {
  const argument = rest.find(({ type }) => type === 'string')?.value;
  const given = argument === undefined ? {} : { argument };
  const opened = (uses: readonly VariableUse[], binds: readonly BoundName[] = []): OpenedTag => ({
    tag: name,
    span,
    uses,
    binds,
    mustClose: closed.has(name),
    ...given,
  });
  const single = (uses: readonly VariableUse[], binds: readonly BoundName[]): TemplatePiece => ({
    kind: 'tag',
    tag: name,
    span,
    uses,
    binds,
    ...given,
  });
  const assigned = rest.findIndex(({ value, type }) => type === 'operator' && value === '=');
  switch (name) {
    case 'include':
    case 'extends':
    case 'render':
    case 'layout':
      return included(rest, span, syntax);
    case 'import':
    case 'from':
      return single(rest[0]?.type === 'string' ? [] : readExpression(rest.slice(0, 1)).uses, imported(rest.slice(1)));
    case 'for':
    case 'tablerow': {
      const split = rest.findIndex(({ value, type }) => type === 'symbol' && value === 'in');
      const binds = namesIn(rest.slice(0, Math.max(split, 0)));
      const filter = rest.findIndex(({ value, type }, at) => at > split && type === 'symbol' && value === 'if');
      const over = readExpression(rest.slice(split + 1, filter < 0 ? rest.length : filter)).uses;
      // The condition of a loop sees what the loop binds.
      const asked = filter < 0 ? [] : readExpression(rest.slice(filter + 1)).uses;
      return opened([...over, ...asked.filter(({ name: one }) => !binds.some((bound) => bound.name === one))], binds);
    }
    case 'set':
    case 'assign':
    case 'capture': {
      if (assigned < 0) return opened([], namesIn(rest.slice(0, 1)));
      // A member of a namespace is no name of its own.
      const binds = rest[1]?.value === '.' ? [] : namesIn(rest.slice(0, assigned));
      return single(readExpression(rest.slice(assigned + 1)).uses, binds);
    }
    case 'macro':
      return opened([], namesIn(rest));
    case 'block':
    case 'increment':
    case 'decrement':
      return opened([]);
    case 'with':
      return opened(readExpression(rest).uses, namesIn(rest.filter((_, index) => rest[index + 1]?.value === '=')));
    default:
      return opened(readExpression(rest).uses);
  }
}

function included(rest: readonly ExpressionToken[], span: Span, syntax: 'jinja' | 'liquid'): TemplatePiece {
  const [first, ...others] = rest;
  if (first?.type !== 'string') return { kind: 'include', span, uses: readExpression(rest).uses };
  // Liquid hands over arguments by name, behind a colon.
  const uses =
    syntax === 'liquid' ? readExpression(others.filter((_, at) => others[at + 1]?.type !== 'colon')).uses : [];
  const nameSpan = { start: first.span.start + 1, end: first.span.end - 1 };
  return { kind: 'include', span, uses, name: first.value, nameSpan };
}

function namesIn(tokens: readonly ExpressionToken[]): readonly BoundName[] {
  return tokens
    .filter(({ type, value }) => type === 'symbol' && !words.has(value))
    .map(({ value, span }) => ({ name: value, span }));
}

/** `import "x" as y`, `from "x" import a, b as c` */
function imported(tokens: readonly ExpressionToken[]): readonly BoundName[] {
  return namesIn(tokens.filter(({ value }, index) => value !== 'import' && tokens[index + 1]?.value !== 'as'));
}
