// Reads Mustache with its own parser, which knows delimiters that the template sets itself.
import mustache from 'mustache';
import type { Span } from '../../text/index.ts';
import type { Template, TemplatePiece, VariableUse } from './template.ts';

type Token = readonly [
  type: string,
  value: string,
  start: number,
  end: number,
  /** Tokens of a section; the indentation of a partial. */
  inner?: readonly Token[] | string,
  closing?: number,
];

/** Never throws: what cannot be parsed is one literal, with a problem. */
export function readMustache(text: string): Template {
  try {
    const tokens = mustache.parse(text) as unknown as readonly Token[];
    // It keeps every template that it has seen.
    mustache.clearCache();
    return { pieces: pieces(tokens, text, 0, text.length), problems: [] };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const at = Math.min(Number(/ at (\d+)$/.exec(message)?.[1] ?? text.length), text.length);
    const start = Math.max(0, text.lastIndexOf('{{', at));
    return {
      pieces: text === '' ? [] : [{ kind: 'literal', text, span: { start: 0, end: text.length } }],
      problems: [{ span: { start, end: Math.max(at, start) }, message: `${message.replace(/ at \d+$/, '')}.` }],
    };
  }
}

/** White space that a standalone tag swallows has no token: it belongs to what is written there, as text. */
function pieces(tokens: readonly Token[], text: string, start: number, end: number): readonly TemplatePiece[] {
  const all: TemplatePiece[] = [];
  let at = start;
  const literal = (to: number) => {
    if (to > at) all.push({ kind: 'literal', text: text.slice(at, to), span: { start: at, end: to } });
    at = Math.max(at, to);
  };
  for (const token of tokens) {
    const [type, value, from, to, inner, closing] = token;
    if (type === 'text' || from < at) continue;
    literal(from);
    const span = { start: from, end: to };
    if (inner === undefined || typeof inner === 'string') {
      all.push(single(type, value, span, text));
      at = to;
      continue;
    }
    const closeStart = closing ?? end;
    const closeEnd = endOfTag(text, closeStart, end);
    all.push({
      kind: 'block',
      tag: type === '^' ? 'inverted' : 'section',
      span: { start: from, end: closeEnd },
      branches: [
        {
          tag: value,
          head: span,
          uses: [use(value, span, text)],
          binds: [],
          pieces: pieces(inner, text, to, closeStart),
        },
      ],
      close: { start: closeStart, end: closeEnd },
    });
    at = closeEnd;
  }
  literal(end);
  return all;
}

function single(type: string, value: string, span: Span, text: string): TemplatePiece {
  if (type === '!') return { kind: 'comment', span };
  if (type === '>') {
    const start = Math.max(text.indexOf(value, span.start), span.start);
    return { kind: 'include', span, name: value, nameSpan: { start, end: start + value.length }, uses: [] };
  }
  if (type === '=') return { kind: 'tag', tag: 'delimiters', span, uses: [], binds: [] };
  return { kind: 'variable', span, uses: [use(value, span, text)], isPath: true, filters: [] };
}

function use(path: string, span: Span, text: string): VariableUse {
  const name = path.split('.')[0] || path;
  const start = Math.max(text.indexOf(name, span.start), span.start);
  return { name, path, span: { start, end: start + name.length }, isLocal: path === '.', isCall: false };
}

/** A closing tag has the delimiters that held there, and nothing else than its name and white space. */
function endOfTag(text: string, start: number, limit: number): number {
  const tag = /^\S+?\/\s*[^\s]*?\s*(?:\}\}|[^\w\s.-]+)(?=[\s\w]|$|[^\w])/.exec(text.slice(start, limit));
  const plain = text.indexOf('}}', start);
  if (text.startsWith('{{', start) && plain >= 0) return Math.min(plain + 2, limit);
  return tag ? start + tag[0].length : limit;
}
