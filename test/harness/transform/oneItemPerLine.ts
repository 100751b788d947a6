// Puts the arguments of calls and the items of lists and records on lines of their own, with a comma after the last.
import type { Expression } from '../../../server/src/engine/index.ts';
import type { Edit, Span } from '../../../server/src/engine/text/index.ts';
import { isInTemplate } from './isInTemplate.ts';
import { edited, everyNode } from './project.ts';
import type { Transformation } from './source.ts';

export const oneItemPerLine: Transformation = (source) => {
  const { path, text, chance } = source;
  const edits = new Map<number, Edit>();
  const insert = (at: number, newText: string): void => {
    edits.set(at, { span: { start: at, end: at }, newText });
  };
  const inTemplate = isInTemplate(source);
  everyNode(source.module, (node) => {
    const expression = node as unknown as Expression;
    const items = itemsOf(expression);
    const last = items.at(-1);
    if (last === undefined || inTemplate(expression)) return;
    // The comma belongs behind the brackets around the last item, and a lone generator takes none.
    const isClosed = /^\s*[)\]}]$/.test(text.slice(last.end, expression.end));
    const isOpened = items.every(({ start }) => /[[({,]\s*$/.test(text.slice(Math.max(0, start - 80), start)));
    if (!isClosed || !isOpened || items.some(({ start }) => edits.has(start)) || edits.has(last.end)) return;
    if (chance.below(2) === 0) return;
    const line = text.slice(text.lastIndexOf('\n', expression.start - 1) + 1);
    const indent = `${/^[ \t]*/.exec(line)?.[0] ?? ''}      `;
    for (const { start } of items) insert(start, `\n${indent}`);
    insert(last.end, ',\n');
  });
  if (edits.size === 0) return undefined;
  return edited(new Map([[path, text]]), new Map([[path, [...edits.values()]]]));
};

function itemsOf(expression: Expression): readonly Span[] {
  if (expression.kind === 'call')
    return expression.args.some(({ value }) => value.kind === 'comprehension') ? [] : expression.args;
  if (expression.kind === 'list' && expression.form !== 'tuple') return expression.items.map(({ span }) => span);
  if (expression.kind === 'record') return expression.entries.map(({ span }) => span);
  return [];
}
