// Which line of code a comment speaks of.
import type { Comment } from './model/index.ts';
import type { LineIndex } from './text/index.ts';

/** A comment behind code covers its own line; one that stands alone covers the next line that has code. */
export function coveredLine(text: string, comments: readonly Comment[], lines: LineIndex, comment: Comment): number {
  const first = lines.positionAt(comment.start).line;
  if (!standsAlone(text, lines, comment)) return first;
  let line = lines.positionAt(comment.end).line + 1;
  for (; line < lines.lineCount; line++) {
    const start = lines.offsetAt({ line, character: 0 });
    const content = start + text.slice(start).search(/\S|$/);
    const inBraces = content + (/^\{[ \t]*/.exec(text.slice(content))?.[0].length ?? 0);
    const next = comments.find(
      (each) => each.start === content || (each.start === inBraces && standsAlone(text, lines, each)),
    );
    if (next !== undefined) line = lines.positionAt(next.end).line;
    else if (lines.positionAt(content).line === line && content < text.length) break;
  }
  return line;
}

/** Between the tags of JSX a comment has braces around it, which are no code. */
export function standsAlone(text: string, lines: LineIndex, comment: Comment): boolean {
  const lineStart = lines.offsetAt({ line: lines.positionAt(comment.start).line, character: 0 });
  const before = text.slice(lineStart, comment.start).trim();
  return before === '' || (before === '{' && /^[ \t]*\}[ \t]*(?:[\r\n]|$)/.test(text.slice(comment.end)));
}
