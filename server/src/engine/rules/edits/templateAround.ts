// Finds the template literal or f-string around an interpolated expression.
import type { LanguageId } from '../../model/index.ts';
import type { Span } from '../../text/index.ts';
import { isPython, lineStart, stringEnd } from './significant.ts';

export interface Template extends Span {
  /** What stands before and after the text: `` ` ``, `f"`, `f"""`. */
  readonly opening: string;
  readonly closing: string;
  /** Interpolations with their braces, in order. */
  readonly holes: readonly Span[];
}

/** The innermost template that holds `hole`; undefined when the hole is not interpolated into one. */
export function templateAround(text: string, hole: Span, language: LanguageId): Template | undefined {
  for (const start of openings(text, hole.start, language)) {
    const template = readTemplate(text, start, language);
    if (template === undefined || template.end < hole.end) continue;
    if (template.holes.some((span) => span.start <= hole.start && hole.end <= span.end)) return template;
  }
  return undefined;
}

/** Offsets where a template may begin, nearest first. */
function* openings(text: string, before: number, language: LanguageId): Iterable<number> {
  if (!isPython(language)) {
    for (let at = text.lastIndexOf('`', before - 1); at >= 0; at = at === 0 ? -1 : text.lastIndexOf('`', at - 1))
      yield at;
    return;
  }
  const pattern = /\b[rR]?[fF][rR]?("""|'''|"|')/g;
  const starts = [...text.slice(0, before).matchAll(pattern)];
  for (const match of starts.reverse()) {
    const isTriple = (match[1] ?? '').length === 3;
    if (isTriple || match.index >= lineStart(text, before)) yield match.index;
  }
}

function readTemplate(text: string, start: number, language: LanguageId): Template | undefined {
  const opening = /^(?:`|[rRfF]+(?:"""|'''|"|'))/.exec(text.slice(start))?.[0];
  if (opening === undefined) return undefined;
  const closing = opening.replace(/^[rRfF]+/, '');
  const end = stringEnd(text, start + opening.length - closing.length, language);
  if (end === undefined || end > text.length || !text.slice(start, end).endsWith(closing)) return undefined;
  const content = { start: start + opening.length, end: end - closing.length };
  if (content.end < content.start) return undefined;
  return { start, end, opening, closing, holes: [...interpolations(text, content, language)] };
}

function* interpolations(text: string, content: Span, language: LanguageId): Iterable<Span> {
  const mark = isPython(language) ? '{' : '${';
  let at = content.start;
  while (at < content.end) {
    if (text.charAt(at) === '\\') at += 2;
    else if (isPython(language) && (text.startsWith('{{', at) || text.startsWith('}}', at))) at += 2;
    else if (text.startsWith(mark, at)) {
      const end = closingBrace(text, at + mark.length, content.end);
      yield { start: at, end };
      at = end;
    } else at++;
  }
}

/** Braces inside an interpolation come in pairs in all but strange code. */
function closingBrace(text: string, at: number, limit: number): number {
  let depth = 1;
  for (let index = at; index < limit; index++) {
    const char = text.charAt(index);
    if (char === '{') depth++;
    else if (char === '}') depth--;
    if (depth === 0) return index + 1;
  }
  return limit;
}
