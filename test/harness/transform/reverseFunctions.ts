// Turns around the order of functions that follow one another at the top of a file.
import type { Statement } from '../../../server/src/engine/index.ts';
import type { Edit, Span } from '../../../server/src/engine/text/index.ts';
import { edited } from './project.ts';
import type { Source, Transformation } from './source.ts';

interface Declared extends Span {
  readonly name: string;
}

export const reverseFunctions: Transformation = (source) => {
  const { path, text, module } = source;
  const names = module.body.flatMap((statement) => nameOf(statement) ?? []);
  const edits: Edit[] = [];
  let run: Declared[] = [];
  const close = (): void => {
    if (run.length > 1) {
      const pieces = run.map(({ start, end }) => text.slice(start, end)).reverse();
      run.forEach(({ start, end }, index) => {
        edits.push({ span: { start, end }, newText: pieces[index] ?? '' });
      });
    }
    run = [];
  };
  for (const statement of module.body) {
    const declared = declaredBy(source, statement, names);
    const last = run.at(-1);
    const isNext = declared !== undefined && last !== undefined && /^\s*$/.test(text.slice(last.end, declared.start));
    if (!isNext) close();
    if (declared !== undefined) run.push(declared);
  }
  close();
  return edits.length === 0 ? undefined : edited(new Map([[path, text]]), new Map([[path, edits]]));
};

/** A function with the comments above it; undefined where its place can matter: it is decorated, declared twice or has computed defaults. */
function declaredBy(source: Source, statement: Statement, names: readonly string[]): Declared | undefined {
  if (statement.kind !== 'function') return undefined;
  const { fn } = statement;
  const name = nameOf(statement);
  if (name === undefined || names.indexOf(name) !== names.lastIndexOf(name) || fn.decorators.length > 0)
    return undefined;
  if (source.isPython && fn.params.some(({ fallback }) => fallback !== undefined && fallback.kind !== 'literal'))
    return undefined;
  const { text, module } = source;
  const lineStart = text.lastIndexOf('\n', statement.start - 1) + 1;
  if (text.slice(lineStart, statement.start) !== '' || !/^\s*(?:\n|$)/.test(text.slice(statement.end)))
    return undefined;
  let start = lineStart;
  for (const comment of [...module.comments].reverse()) {
    if (comment.end > start) continue;
    const begins = comment.start === 0 || text[comment.start - 1] === '\n';
    if (!begins || text.slice(comment.end, start).trim() !== '') break;
    start = comment.start;
  }
  return { name, start, end: statement.end };
}

function nameOf(statement: Statement): string | undefined {
  return statement.kind === 'function' ? statement.fn.name : undefined;
}
