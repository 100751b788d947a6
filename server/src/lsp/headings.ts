// Headings in the Markdown of a prompt.
import type { Span } from '../engine/index.ts';

export interface Heading {
  /** From 1 to 6. */
  readonly level: number;
  readonly text: string;
  /** The line, without its end. */
  readonly span: Span;
}

const heading = /^ {0,3}(#{1,6})[ \t]+(\S.*?)[ \t]*#*$/;
const fence = /^ {0,3}(```+|~~~+)/;

/** Only lines that begin in the span; a `#` in a block of code is no heading. */
export function headingsIn(text: string, { start, end }: Span): readonly Heading[] {
  const found: Heading[] = [];
  let open: string | undefined;
  let at = start === 0 || text[start - 1] === '\n' ? start : nextLine(text, start);
  while (at < end) {
    const next = nextLine(text, at);
    const line = text.slice(at, next).replace(/\r?\n$/, '');
    const mark = fence.exec(line)?.[1];
    if (open === undefined) {
      const match = heading.exec(line);
      // A heading that a variable is part of goes on behind the literal text.
      if (match?.[1] !== undefined && match[2] !== undefined)
        found.push({
          level: match[1].length,
          text: match[2],
          span: { start: at, end: Math.min(end, at + line.length) },
        });
      open = mark;
    } else if (mark?.startsWith(open) === true) open = undefined;
    at = next;
  }
  return found;
}

function nextLine(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found < 0 ? text.length : found + 1;
}
