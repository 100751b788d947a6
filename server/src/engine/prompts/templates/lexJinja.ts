// Tokens of a Jinja or Liquid template with their offsets, from the lexer of Nunjucks; raw text and comments in tags are passed over.
import lexer from 'nunjucks/src/lexer.js';
import type { Span } from '../../text/index.ts';
import type { ExpressionToken } from './jinjaExpression.ts';

export interface TemplateProblem {
  readonly span: Span;
  readonly message: string;
}

export interface Lexed {
  readonly tokens: readonly ExpressionToken[];
  readonly problems: TemplateProblem[];
}

/** Tags whose content is not read. */
const opaqueTags: ReadonlyMap<string, 'data' | 'comment'> = new Map([
  ['raw', 'data'],
  ['verbatim', 'data'],
  ['comment', 'comment'],
]);

// Liquid has no comments in braces: a delimiter that no text has.
const liquidTags = { commentStart: '\u{FFFFF}#', commentEnd: '#\u{FFFFE}' };

export function lexJinja(text: string, syntax: 'jinja' | 'liquid'): Lexed {
  const tokens: ExpressionToken[] = [];
  const problems: TemplateProblem[] = [];
  const tokenizer = lexer.lex(text, syntax === 'liquid' ? { tags: liquidTags } : {});
  // The lexer counts one character more than there are when it ends in text.
  const push = (type: string, start: number, to: number, value = text.slice(start, to)) =>
    tokens.push({ type, value, span: { start, end: Math.min(to, text.length) } });
  for (;;) {
    const start = tokenizer.index;
    let token: ReturnType<typeof tokenizer.nextToken>;
    try {
      token = tokenizer.nextToken();
    } catch {
      const end = Math.max(tokenizer.index, start);
      problems.push({ span: { start, end: Math.min(text.length, start + 2) }, message: problemAt(text, start) });
      tokenizer.in_code = false;
      // A stray end of a comment is text; a comment without an end is all that is left.
      const stray = text.startsWith('#}', end) ? end + 2 : text.length;
      push('data', start, stray);
      tokenizer.index = stray;
      continue;
    }
    if (!token) break;
    const isText = token.type === 'string';
    push(token.type, start, tokenizer.index, isText && typeof token.value === 'string' ? token.value : undefined);
    if (token.type !== 'block-end') continue;
    const tag = tagBefore(tokens);
    const kind = tag === undefined ? undefined : opaqueTags.get(tag);
    if (tag === undefined || kind === undefined) continue;
    const close = new RegExp(`\\{%-?\\s*end${tag}\\s*-?%\\}`, 'g');
    close.lastIndex = tokenizer.index;
    const end = close.exec(text)?.index ?? text.length;
    if (end > tokenizer.index) push(kind, tokenizer.index, end);
    tokenizer.index = end;
  }
  return { tokens, problems };
}

function problemAt(text: string, start: number): string {
  return text.startsWith('{#', start) ? 'This comment is never closed.' : 'This cannot be read as a template.';
}

/** Name of a tag that has nothing but its name. */
function tagBefore(tokens: readonly ExpressionToken[]): string | undefined {
  const inside: ExpressionToken[] = [];
  for (let at = tokens.length - 2; at >= 0; at--) {
    const token = tokens[at];
    if (token === undefined || token.type === 'block-start') break;
    if (token.type !== 'whitespace') inside.push(token);
  }
  return inside.length === 1 ? inside[0]?.value : undefined;
}
