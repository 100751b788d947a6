// The comments of a prompt file, where users say what is to be ignored: those of YAML, of the templates, and of HTML in Markdown.
import { type CST, Parser } from 'yaml';
import type { Span } from '../text/index.ts';
import type { PromptFile } from './promptFile.ts';
import type { TemplatePiece } from './templates/template.ts';

export interface FileComment extends Span {
  readonly text: string;
}

/** In order. `text` is without the marks around it. */
export function commentsOf(file: PromptFile): readonly FileComment[] {
  const { text, format, frontMatter, prompts } = file;
  const spans: Span[] = [];
  if (format === 'yaml') spans.push(...yamlComments(text, 0));
  if (frontMatter) {
    const start = text.indexOf('\n', frontMatter.span.start) + 1;
    spans.push(...yamlComments(text.slice(start, frontMatter.span.end - 3), start));
  }
  const visit = (pieces: readonly TemplatePiece[]): void => {
    for (const piece of pieces) {
      if (piece.kind === 'comment') spans.push(piece.span);
      if (piece.kind === 'block') for (const branch of piece.branches) visit(branch.pieces);
      if (piece.kind === 'literal' && format !== 'yaml' && format !== 'json')
        spans.push(...markupComments(text, piece.span));
    }
  };
  for (const { parts } of prompts) for (const { pieces } of parts) visit(pieces);
  return spans
    .map(({ start, end }) => ({
      start,
      end,
      text: text
        .slice(start, end)
        .replace(/^(?:#|\{#-?|\{\{~?!(?:--)?|<!--)|(?:-?#\}|(?:--)?~?\}\}|-->)$/g, '')
        .trim(),
    }))
    .sort((a, b) => a.start - b.start);
}

function yamlComments(text: string, shift: number): readonly Span[] {
  const spans: Span[] = [];
  const visit = (token: unknown): void => {
    if (Array.isArray(token)) for (const one of token) visit(one);
    else if (typeof token === 'object' && token !== null) {
      const { type, offset, source } = token as CST.SourceToken;
      if (type === 'comment') spans.push({ start: shift + offset, end: shift + offset + source.length });
      else for (const one of Object.values(token)) visit(one);
    }
  };
  for (const token of new Parser().parse(text)) visit(token);
  return spans;
}

function markupComments(text: string, { start, end }: Span): readonly Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf('<!--', start); at >= 0 && at < end; at = text.indexOf('<!--', at + 4)) {
    const close = text.indexOf('-->', at);
    if (close < 0 || close > end) break;
    spans.push({ start: at, end: close + 3 });
  }
  return spans;
}
