// Cuts the sentence or line that holds an interpolation out of its template.
import type { LanguageId } from '../../model/index.ts';
import type { Span } from '../../text/index.ts';
import { isPython } from './significant.ts';
import { type Template, templateAround } from './templateAround.ts';

export interface Cut {
  readonly template: Template;
  /** What to remove from the template. */
  readonly removed: Span;
  /** Code of a template with the removed text. */
  readonly fragment: string;
  /** Code of the interpolations in the fragment. */
  readonly expressions: readonly string[];
}

/** Undefined when nothing of the template would be left. */
export function cutFragment(text: string, hole: Span, language: LanguageId): Cut | undefined {
  const template = templateAround(text, hole, language);
  const interpolation = template?.holes.find((span) => span.start <= hole.start && hole.end <= span.end);
  if (template === undefined || interpolation === undefined) return undefined;
  const content = { start: template.start + template.opening.length, end: template.end - template.closing.length };
  const masked = maskHoles(text, content, template.holes);
  const from = interpolation.start - content.start;
  const to = interpolation.end - content.start;
  const start = content.start + sentenceStart(masked, from);
  const end = content.start + sentenceEnd(masked, to);
  const rest = masked.slice(0, start - content.start) + masked.slice(end - content.start);
  if (rest.replace(/\\n/g, '').trim() === '') return undefined;
  const removed = withLineEnding(masked, { start: start - content.start, end: end - content.start });
  const written = text.slice(start, end).replace(/^(?:\s|\\n)+|(?:\s|\\n)+$/g, '');
  const expressions = template.holes
    .filter((span) => start <= span.start && span.end <= end)
    .map((span) => text.slice(span.start, span.end).replace(/^\$?\{|\}$/g, ''));
  return {
    template,
    removed: { start: content.start + removed.start, end: content.start + removed.end },
    fragment: quoted(written, template, language),
    expressions,
  };
}

/** The content with every interpolation blanked, so that its code is not taken for prose. */
function maskHoles(text: string, content: Span, holes: readonly Span[]): string {
  let masked = '';
  let at = content.start;
  for (const hole of holes) {
    masked += text.slice(at, hole.start) + 'x'.repeat(hole.end - hole.start);
    at = hole.end;
  }
  return masked + text.slice(at, content.end);
}

function sentenceStart(masked: string, before: number): number {
  let start = 0;
  for (const match of masked.slice(0, before).matchAll(/\r?\n|\\n|[.!?]\s+(?=\S)/g))
    start = match.index + match[0].length;
  return start;
}

function sentenceEnd(masked: string, behind: number): number {
  const match = /\r?\n|\\n|[.!?](?=\s|\\n|$)/.exec(masked.slice(behind));
  if (match === null) return masked.length;
  const isStop = /^[.!?]/.test(match[0]);
  return behind + match.index + (isStop ? 1 : 0);
}

/** A whole line goes with its line ending, a sentence with the white space behind it. */
function withLineEnding(masked: string, span: Span): Span {
  const isLineStart = span.start === 0 || /(?:\n|\\n)[ \t]*$/.test(masked.slice(0, span.start));
  // At the head of the template the blank lines behind the cut would be left over.
  const lines = span.start === 0 ? /^(?:\r?\n|\\n)+/ : /^(?:\r?\n|\\n)/;
  const ending = lines.exec(masked.slice(span.end))?.[0];
  if (isLineStart && ending !== undefined) return { start: span.start, end: span.end + ending.length };
  const space = /^[ \t]+/.exec(masked.slice(span.end))?.[0].length ?? 0;
  if (space > 0) return { start: span.start, end: span.end + space };
  const before = /(?:\s|\\n)+$/.exec(masked.slice(0, span.start))?.[0].length ?? 0;
  return ending === undefined ? { start: span.start - before, end: span.end } : span;
}

function quoted(written: string, { opening, closing }: Template, language: LanguageId): string {
  if (!isPython(language) || closing.length === 1) return `${opening}${written}${closing}`;
  const prefix = opening.slice(0, -closing.length);
  const single = closing.charAt(0);
  const isPlain = !written.includes(single) && !/[\r\n]/.test(written);
  return isPlain ? `${prefix}${single}${written}${single}` : `${opening}${written}${closing}`;
}
