// Writes texts without escapes and quotes in the other kind of quotes.

import type { LiteralExpression } from '../../../server/src/engine/index.ts';
import type { Edit } from '../../../server/src/engine/text/index.ts';
import { isInTemplate } from './isInTemplate.ts';
import { edited, everyNode } from './project.ts';
import type { Transformation } from './source.ts';

const swapped: Readonly<Record<string, string>> = { "'": '"', '"': "'", "'''": '"""', '"""': "'''" };

export const swapQuotes: Transformation = (source) => {
  const { path, text, chance } = source;
  const edits = new Map<number, Edit>();
  const inTemplate = isInTemplate(source);
  everyNode(source.module, (node) => {
    if (node.kind !== 'literal' || typeof node.value !== 'string' || node.content === undefined) return;
    const { start, end, content } = node as unknown as LiteralExpression;
    if (content === undefined || inTemplate({ start, end }) || chance.below(2) === 0) return;
    const open = /^[a-zA-Z]*('''|"""|'|")$/.exec(text.slice(start, content.start))?.[1];
    if (open === undefined || text.slice(content.end, end) !== open) return;
    if (/['"\\]/.test(text.slice(content.start, content.end))) return;
    const newText = swapped[open] ?? open;
    edits.set(content.start, { span: { start: content.start - open.length, end: content.start }, newText });
    edits.set(end, { span: { start: content.end, end }, newText });
  });
  if (edits.size === 0) return undefined;
  return edited(new Map([[path, text]]), new Map([[path, [...edits.values()]]]));
};
