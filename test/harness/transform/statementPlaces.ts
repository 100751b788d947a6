// The statements of a module with the lists they stand in, and where another statement can be put in front of one.
import type { Statement } from '../../../server/src/engine/index.ts';
import type { Span } from '../../../server/src/engine/text/index.ts';
import { everyNode } from './project.ts';
import type { Source } from './source.ts';

export interface StatementPlace {
  readonly list: readonly Statement[];
  readonly index: number;
  readonly statement: Statement;
}

export function statementPlaces({ module }: Source): readonly StatementPlace[] {
  const found: StatementPlace[] = [];
  everyNode(module, (node) => {
    for (const key of ['body', 'then', 'otherwise', 'finally']) {
      const list = node[key];
      if (!Array.isArray(list)) continue;
      (list as readonly Statement[]).forEach((statement, index) => {
        found.push({ list, index, statement });
      });
    }
  });
  return found;
}

/** The innermost statement around a span. */
export function statementAround(source: Source, span: Span): StatementPlace | undefined {
  let inner: StatementPlace | undefined;
  for (const place of statementPlaces(source)) {
    const { start, end } = place.statement;
    if (start > span.start || end < span.end) continue;
    if (inner === undefined || end - start <= inner.statement.end - inner.statement.start) inner = place;
  }
  return inner;
}

export interface Insertion {
  /** Offset of the line on which the statement begins. */
  readonly at: number;
  readonly indent: string;
}

/** Where whole lines fit in front of a statement; undefined when it does not begin a line. */
export function linesBefore({ text }: Source, { start }: Span): Insertion | undefined {
  const at = text.lastIndexOf('\n', start - 1) + 1;
  const indent = text.slice(at, start);
  return /^[ \t]*$/.test(indent) ? { at, indent } : undefined;
}

/** Where another statement of the same list fits in front of this one; undefined when there is no block to hold it. */
export function statementBefore(source: Source, place: StatementPlace): Insertion | undefined {
  const { list, index, statement } = place;
  const lines = linesBefore(source, statement);
  // What decorates a declaration stands in front of it.
  if (lines === undefined || statement.kind === 'function' || statement.kind === 'class') return undefined;
  if (source.isPython) return source.text.startsWith('elif', statement.start) ? undefined : lines;
  const before = lastCodeBefore(source, lines.at);
  if (index === 0) return before === '{' || (before === '' && list === source.module.body) ? lines : undefined;
  // `const a = 1,\n b = 2` is two assignments in one statement.
  return before === ',' || (list[index - 1]?.end ?? 0) > lines.at ? undefined : lines;
}

/** The last character in front of an offset that is neither blank nor in a comment. */
function lastCodeBefore({ text, module }: Source, offset: number): string {
  let at = offset;
  for (;;) {
    at = text.slice(0, at).trimEnd().length;
    const comment = module.comments.find(({ start, end }) => start < at && end >= at);
    if (comment === undefined) return text.slice(at - 1, at);
    at = comment.start;
  }
}
