// Reads a Python type annotation from its text, the same way whether it is written plainly or inside quotes.
import type { TypeRef } from '../../model/index.ts';
import type { Span } from '../../text/index.ts';

/** Nesting past which an annotation is taken as written. */
const depthLimit = 40;

/** UTF-16 length past which an annotation is taken as written. */
const lengthLimit = 20_000;

const blank = /(?:\s|\\\r?\n|#[^\r\n]*)*/y;
const dottedName = /[\p{ID_Start}_]\p{ID_Continue}*(?:\s*\.\s*[\p{ID_Start}_]\p{ID_Continue}*)*/uy;
const quoted = /(?:[rRuUbBfF]{0,2})("""|'''|"|')((?:\\[\s\S]|(?!\1)[\s\S])*)\1/y;
const otherAtom = /\.\.\.|-?\s*[\d.][\w.]*/y;

interface Cursor {
  readonly text: string;
  at: number;
  readonly end: number;
  depth: number;
}

/**
 * Reads the annotation that spans `span` of `text`. Heads: a dotted name; `|` for a union, flattened; `[]` and `()` for bare
 * bracketed lists; arguments of `Literal`, and strings that hold no type, as written with their quotes.
 */
export function readType(text: string, span: Span): TypeRef {
  if (span.end - span.start <= lengthLimit) {
    // Cut at the end so that no pattern looks past the annotation.
    const cursor: Cursor = { text: text.slice(0, span.end), at: span.start, end: span.end, depth: 0 };
    const type = readUnion(cursor);
    skipBlank(cursor);
    if (type !== undefined && cursor.at >= cursor.end) return type;
  }
  return { start: span.start, end: span.end, name: text.slice(span.start, span.end).trim(), args: [] };
}

function readUnion(cursor: Cursor): TypeRef | undefined {
  const first = readPostfix(cursor);
  if (first === undefined) return undefined;
  const members = first.name === '|' ? [...first.args] : [first];
  while (eat(cursor, '|')) {
    const next = readPostfix(cursor);
    if (next === undefined) return undefined;
    members.push(...(next.name === '|' ? next.args : [next]));
  }
  if (members.length === 1) return first;
  return { start: first.start, end: cursor.at, name: '|', args: members };
}

function readPostfix(cursor: Cursor): TypeRef | undefined {
  while (eat(cursor, '*'));
  let type = readAtom(cursor);
  while (type !== undefined) {
    const bracket = peek(cursor);
    if (bracket === '[') {
      const args = readArgs(cursor, ']', isLiteral(type.name));
      if (args === undefined) return undefined;
      type = { start: type.start, end: cursor.at, name: type.name, args: [...type.args, ...args] };
    } else if (bracket === '(') {
      // A call, as in `Annotated[str, Field(…)]`: its arguments are values, not types.
      if (!skipBalanced(cursor)) return undefined;
      type = { ...type, end: cursor.at };
    } else break;
  }
  return type;
}

function readAtom(cursor: Cursor): TypeRef | undefined {
  skipBlank(cursor);
  const start = cursor.at;
  const open = peek(cursor);
  if (open === '[' || open === '(') {
    const args = readArgs(cursor, open === '[' ? ']' : ')', false);
    if (args === undefined) return undefined;
    const only = args.length === 1 ? args[0] : undefined;
    if (open === '(' && only !== undefined) return only;
    return { start, end: cursor.at, name: open === '[' ? '[]' : '()', args };
  }
  const string = match(cursor, quoted);
  if (string !== undefined) return readQuoted(cursor, start, string);
  const name = match(cursor, dottedName) ?? match(cursor, otherAtom);
  return name === undefined ? undefined : { start, end: cursor.at, name: name[0].replace(/\s+/g, ''), args: [] };
}

/** A forward reference, if the string reads as a type to its end; else the string as written. */
function readQuoted(cursor: Cursor, start: number, string: RegExpExecArray): TypeRef {
  const quote = string[1] ?? '';
  const contentEnd = cursor.at - quote.length;
  const contentStart = contentEnd - (string[2] ?? '').length;
  const inner: Cursor = { text: cursor.text, at: contentStart, end: contentEnd, depth: cursor.depth + 1 };
  const type = inner.depth > depthLimit ? undefined : readUnion(inner);
  skipBlank(inner);
  if (type !== undefined && inner.at >= contentEnd) return type;
  return { start, end: cursor.at, name: cursor.text.slice(start, cursor.at), args: [] };
}

function readArgs(cursor: Cursor, close: string, literal: boolean): readonly TypeRef[] | undefined {
  if (++cursor.depth > depthLimit) return undefined;
  cursor.at++;
  const args: TypeRef[] = [];
  while (!eat(cursor, close)) {
    const arg = (literal ? readLiteralArg(cursor) : undefined) ?? readUnion(cursor);
    if (arg === undefined) return undefined;
    args.push(arg);
    if (!eat(cursor, ',') && peek(cursor) !== close) return undefined;
  }
  cursor.depth--;
  return args;
}

function readLiteralArg(cursor: Cursor): TypeRef | undefined {
  skipBlank(cursor);
  const start = cursor.at;
  const string = match(cursor, quoted);
  return string === undefined ? undefined : { start, end: cursor.at, name: string[0], args: [] };
}

function isLiteral(name: string): boolean {
  return name === 'Literal' || name.endsWith('.Literal');
}

function skipBalanced(cursor: Cursor): boolean {
  let open = 0;
  while (cursor.at < cursor.end) {
    if (match(cursor, quoted) !== undefined) continue;
    const char = cursor.text[cursor.at++];
    if (char === '(' || char === '[' || char === '{') open++;
    else if (char === ')' || char === ']' || char === '}') open--;
    if (open === 0) return true;
  }
  return false;
}

function peek(cursor: Cursor): string | undefined {
  skipBlank(cursor);
  return cursor.at < cursor.end ? cursor.text[cursor.at] : undefined;
}

function eat(cursor: Cursor, char: string): boolean {
  if (peek(cursor) !== char) return false;
  cursor.at++;
  return true;
}

function skipBlank(cursor: Cursor): void {
  match(cursor, blank);
}

function match(cursor: Cursor, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text);
  if (found === null || pattern.lastIndex > cursor.end) return undefined;
  cursor.at = pattern.lastIndex;
  return found;
}
