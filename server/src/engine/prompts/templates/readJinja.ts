// Reads Jinja and Liquid, which share their delimiters: the lexer is that of Nunjucks, tags without a meaning here are kept as tags.
import type { Span } from '../../text/index.ts';
import { type ExpressionToken, readExpression, readTag } from './jinjaExpression.ts';
import { lexJinja } from './lexJinja.ts';
import { createPieceTree } from './pieceTree.ts';
import type { Template, TemplatePiece } from './template.ts';

/** Never throws: what cannot be read is a literal, with a problem. */
export function readJinja(text: string, syntax: 'jinja' | 'liquid'): Template {
  const { tokens, problems } = lexJinja(text, syntax);
  const tree = createPieceTree(problems);
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined) break;
    if (token.type === 'data') tree.add({ kind: 'literal', text: token.value, span: token.span });
    else if (token.type === 'comment') tree.add({ kind: 'comment', span: token.span });
    else if (token.type === 'variable-start' || token.type === 'block-start') {
      const end = token.type === 'variable-start' ? 'variable-end' : 'block-end';
      let close = at + 1;
      while (close < tokens.length && tokens[close]?.type !== end) close++;
      const last = tokens[close];
      const inside = tokens.slice(at + 1, close).filter(({ type }) => type !== 'whitespace');
      const span = { start: token.span.start, end: last?.span.end ?? text.length };
      if (last === undefined) {
        problems.push({ span: token.span, message: `This ${token.value} is never closed.` });
        tree.add({ kind: 'literal', text: text.slice(span.start, span.end), span });
      } else if (token.type === 'variable-start') tree.add(variable(span, inside));
      else readTag(tree, span, inside, syntax);
      at = close;
    }
  }
  return { pieces: tree.finish(), problems };
}

function variable(span: Span, tokens: readonly ExpressionToken[]): TemplatePiece {
  const { uses, filters, isPath } = readExpression(tokens);
  return { kind: 'variable', span, uses, filters, isPath };
}
