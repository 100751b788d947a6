// Reads Handlebars with its own parser, without its handling of white space, which would change the text.
import { type AST, parseWithoutProcessing } from '@handlebars/parser';
import { LineIndex, type Span } from '../../text/index.ts';
import type { BoundName, Branch, Template, TemplatePiece, VariableUse } from './template.ts';

/** Helpers that come with Handlebars and Dotprompt; what is given more arguments is a helper as well. */
const helpers = new Set([
  'if',
  'unless',
  'each',
  'with',
  'lookup',
  'log',
  'role',
  'history',
  'section',
  'media',
  'json',
  'else',
]);

/** Of `{{else if …}}`; missing in the types of the parser. */
type ChainedProgram = AST.Program & { readonly chained?: boolean };

interface Reading {
  readonly text: string;
  readonly at: (loc: AST.SourceLocation) => Span;
  /** Names mean members of what a block goes over. */
  readonly inner: boolean;
}

/** Never throws: what cannot be parsed is one literal, with a problem. */
export function readHandlebars(text: string): Template {
  const lines = new LineIndex(text);
  const offset = ({ line, column }: AST.Position) => lines.offsetAt({ line: line - 1, character: column });
  const at = (loc: AST.SourceLocation): Span => ({ start: offset(loc.start), end: offset(loc.end) });
  try {
    const { body } = parseWithoutProcessing(text);
    return { pieces: pieces(body, { text, at, inner: false }, 0, text.length), problems: [] };
  } catch (error) {
    const span = { start: 0, end: text.length };
    return { pieces: text === '' ? [] : [{ kind: 'literal', text, span }], problems: [problem(error, lines, text)] };
  }
}

function problem(error: unknown, lines: LineIndex, text: string): Template['problems'][number] {
  const message = error instanceof Error ? error.message : String(error);
  const line = Math.max(
    0,
    Number(/^Parse error on line (\d+)/.exec(message)?.[1] ?? / - (\d+):\d+/.exec(message)?.[1] ?? 1) - 1,
  );
  const start = Math.min(lines.offsetAt({ line, character: 0 }), text.length);
  const end = Math.max(start, lines.offsetAt({ line: line + 1, character: 0 }));
  const what = /Expecting|Lexical/.test(message)
    ? 'This cannot be read as a template.'
    : `${message.replace(/ - \d+:\d+$/, '')}.`;
  return { span: { start, end: text.slice(start, end).trimEnd().length + start }, message: what };
}

/** What no statement covers is text: escaped braces, which the parser hands out without their backslash. */
function pieces(
  body: readonly AST.Statement[],
  reading: Reading,
  start: number,
  end: number,
): readonly TemplatePiece[] {
  const all: TemplatePiece[] = [];
  let at = start;
  const literal = (to: number) => {
    if (to > at)
      all.push({
        kind: 'literal',
        text: reading.text.slice(at, to).replace(/\\(?=\{\{)/g, ''),
        span: { start: at, end: to },
      });
    at = Math.max(at, to);
  };
  for (const statement of body) {
    if (statement.type === 'ContentStatement') continue;
    const span = reading.at(statement.loc);
    if (span.start < at) continue;
    literal(span.start);
    all.push(piece(statement, span, reading));
    at = span.end;
  }
  literal(end);
  return all;
}

function piece(statement: AST.Statement, span: Span, reading: Reading): TemplatePiece {
  switch (statement.type) {
    case 'CommentStatement':
      return { kind: 'comment', span };
    case 'PartialStatement':
    case 'PartialBlockStatement': {
      const partial = statement as AST.PartialStatement;
      const uses = usesOf([...partial.params, ...hashValues(partial.hash)], reading);
      if (partial.name.type === 'SubExpression') return { kind: 'include', span, uses };
      const name = partial.name as AST.PathExpression;
      return { kind: 'include', span, uses, name: String(name.original), nameSpan: reading.at(name.loc) };
    }
    case 'BlockStatement':
      return block(statement as AST.BlockStatement, span, reading);
    case 'MustacheStatement':
      return mustache(statement as AST.MustacheStatement, span, reading);
    default:
      return { kind: 'tag', tag: 'decorator', span, uses: [], binds: [] };
  }
}

function mustache({ path, params, hash }: AST.MustacheStatement, span: Span, reading: Reading): TemplatePiece {
  const given = [...params, ...hashValues(hash)];
  const name = path.type === 'PathExpression' ? String((path as AST.PathExpression).original) : '';
  if (name === 'role' || name === 'history' || name === 'section' || name === 'media') {
    const first = params[0];
    const argument = first?.type === 'StringLiteral' ? (first as AST.StringLiteral).value : undefined;
    return {
      kind: 'tag',
      tag: name,
      span,
      uses: usesOf(given, reading),
      binds: [],
      ...(argument === undefined ? {} : { argument }),
    };
  }
  const isHelper = given.length > 0;
  const uses = usesOf(isHelper ? given : [path], reading);
  const filters = isHelper && name !== '' ? [{ name, span: reading.at(path.loc) }] : [];
  return { kind: 'variable', span, uses, isPath: !isHelper && uses.length === 1, filters };
}

function block(statement: AST.BlockStatement, span: Span, reading: Reading): TemplatePiece {
  const { text } = reading;
  const path = statement.path as AST.PathExpression;
  const tag = String(path.original);
  const branches: Branch[] = [];
  const closeStart = Math.max(text.lastIndexOf('{{', span.end - 1), span.start);
  let next: AST.BlockStatement | undefined = statement;
  let headStart = span.start;
  let head = tag;
  while (next) {
    const current: AST.BlockStatement = next;
    const inputs = [...current.params, ...hashValues(current.hash)];
    const isPlain = inputs.length === 0 && current === statement && !helpers.has(tag);
    const last: Span = reading.at((inputs.at(-1) ?? current.path).loc);
    const headEnd = closing(text, last.end, closeStart);
    const { program, inverse } = current;
    const elseStart = inverse ? endOfBody(program, reading, headEnd) : closeStart;
    const name = String((current.path as AST.PathExpression).original);
    const goesInto = name === 'each' || name === 'with' || isPlain;
    branches.push({
      tag: head,
      head: { start: headStart, end: headEnd },
      uses: usesOf(isPlain ? [current.path] : inputs, reading),
      binds: boundIn(program, text, headEnd),
      pieces: program ? pieces(program.body, { ...reading, inner: reading.inner || goesInto }, headEnd, elseStart) : [],
    });
    next = undefined;
    if (!inverse) break;
    const chained = (inverse as ChainedProgram).chained === true ? inverse.body[0] : undefined;
    if (chained?.type === 'BlockStatement') {
      next = chained as AST.BlockStatement;
      headStart = elseStart;
      head = 'else if';
      continue;
    }
    const elseEnd = closing(text, elseStart, closeStart);
    branches.push({
      tag: 'else',
      head: { start: elseStart, end: elseEnd },
      uses: [],
      binds: [],
      pieces: pieces(inverse.body, reading, elseEnd, closeStart),
    });
  }
  return { kind: 'block', tag, span, branches, close: { start: closeStart, end: span.end } };
}

/** End of the tag that is open at `from`. */
function closing(text: string, from: number, limit: number): number {
  const found = text.indexOf('}}', from);
  const end = found < 0 ? limit : found + (text.startsWith('}}}', found) ? 3 : 2);
  return Math.min(end, limit);
}

function endOfBody(program: AST.Program | undefined, reading: Reading, headEnd: number): number {
  const last = program?.body.at(-1);
  return last ? Math.max(reading.at(last.loc).end, headEnd) : headEnd;
}

function boundIn(program: AST.Program | undefined, text: string, headEnd: number): readonly BoundName[] {
  return (program?.blockParams ?? []).map((name) => {
    const start = Math.max(text.lastIndexOf(name, headEnd), 0);
    return { name, span: { start, end: start + name.length } };
  });
}

function hashValues(hash: AST.Hash | undefined): readonly AST.Expression[] {
  return hash?.pairs.map(({ value }) => value) ?? [];
}

function usesOf(expressions: readonly AST.Expression[], reading: Reading): readonly VariableUse[] {
  return expressions.flatMap((expression): readonly VariableUse[] => {
    if (expression.type === 'SubExpression') {
      const { path, params, hash } = expression as AST.SubExpression;
      const given = [...params, ...hashValues(hash)];
      return given.length > 0
        ? usesOf(given, reading)
        : [{ ...use(path as AST.PathExpression, reading), isCall: true }];
    }
    if (expression.type !== 'PathExpression') return [];
    const path = expression as AST.PathExpression;
    // `@index` and `@key` are the block's; `@root` and Dotprompt's `@state` are not.
    if (path.data && /^(?:index|key|first|last)$/.test(String(path.parts[0]))) return [];
    return [use(path, reading)];
  });
}

function use(path: AST.PathExpression, { at, inner, text }: Reading): VariableUse {
  const span = at(path.loc);
  const written = text.slice(span.start, span.end);
  const parts = path.parts.map(String);
  const isRoot = path.data && parts[0] === 'root';
  const names = isRoot ? parts.slice(1) : parts;
  const name = names[0] ?? 'this';
  const inside = written.indexOf(name);
  const start = span.start + Math.max(inside, 0);
  const isLocal = (inner && path.depth === 0 && !path.data) || names.length === 0;
  return { name, path: names.join('.') || 'this', span: { start, end: start + name.length }, isLocal, isCall: false };
}
