// Where each character of a text of YAML or JSON is written: quotes, escapes, indentation and folded lines lie between the two.
import type { Span } from '../text/index.ts';

/** From an offset of the decoded text to one of the file. Where the two cannot be aligned, everything lies at the start. */
export function writtenOffsets(file: string, span: Span, value: string): (offset: number) => number {
  const offsets = align(file, span, value);
  if (offsets === undefined) return (offset) => (offset >= value.length ? span.end : span.start);
  return (offset) => offsets[Math.min(Math.max(offset, 0), value.length)] ?? span.end;
}

function align(file: string, span: Span, value: string): Uint32Array | undefined {
  const first = file[span.start];
  const offsets = new Uint32Array(value.length + 1);
  const isBlock = first === '|' || first === '>';
  const quote = first === '"' || first === "'" ? first : undefined;
  let at = span.start + (quote === undefined ? 0 : 1);
  if (isBlock) at = file.indexOf('\n', span.start) + 1;
  if (at === 0) return undefined;
  const end = span.end;
  for (let index = 0; index < value.length; index++) {
    const wanted = value[index] ?? '';
    const isSpace = wanted === ' ' || wanted === '\n';
    if (quote === '"' && file[at] === '\\') {
      // A line that is continued has no character of its own.
      const continued = /^\\\r?\n[ \t]*/.exec(file.slice(at, at + 400))?.[0];
      if (continued !== undefined) {
        at += continued.length;
        index--;
        continue;
      }
      offsets[index] = at;
      const length = escapeLength(file, at);
      // Characters outside of the basic plane are two in the text and may be one escape.
      const isPair = file[at + 1] === 'U' && wanted >= '\ud800' && wanted <= '\udbff';
      if (isPair) offsets[++index] = at;
      at += length;
      continue;
    }
    if (quote === "'" && wanted === "'" && file.startsWith("''", at)) {
      offsets[index] = at;
      at += 2;
      continue;
    }
    if (file[at] !== wanted || (isSpace && !isBlock && isLineEnd(file, at))) at = skip(file, at, end, wanted, isSpace);
    if (at < 0) return undefined;
    offsets[index] = at;
    // A folded line end is one character, whatever indentation follows it.
    if (isSpace && file[at] !== wanted) at = afterLineEnd(file, at);
    else at += 1;
  }
  offsets[value.length] = Math.min(at, end);
  return offsets;
}

function isLineEnd(file: string, at: number): boolean {
  return file[at] === '\n' || file[at] === '\r';
}

function afterLineEnd(file: string, at: number): number {
  return file[at] === '\r' && file[at + 1] === '\n' ? at + 2 : at + 1;
}

/** Passes over white space that is not in the text; -1 where the text does not follow. */
function skip(file: string, from: number, end: number, wanted: string, isSpace: boolean): number {
  let at = from;
  while (at < end && file[at] !== wanted) {
    const character = file[at];
    if (isSpace && (character === '\n' || character === '\r')) return at;
    if (character !== ' ' && character !== '\t' && character !== '\n' && character !== '\r') return -1;
    at++;
  }
  return at < end ? at : -1;
}

function escapeLength(file: string, at: number): number {
  const kind = file[at + 1];
  if (kind === 'x') return 4;
  if (kind === 'u') return 6;
  return kind === 'U' ? 10 : 2;
}
