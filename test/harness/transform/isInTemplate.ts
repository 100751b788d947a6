// Tells what lies in a template or f-string, where quotes and line ends are not free.
import type { Span } from '../../../server/src/engine/text/index.ts';
import { everyNode } from './project.ts';
import type { Source } from './source.ts';

export function isInTemplate({ module }: Source): (span: Span) => boolean {
  const templates: Span[] = [];
  everyNode(module, (node) => {
    if (node.kind === 'template') templates.push(node as unknown as Span);
  });
  return ({ start, end }) => templates.some((one) => one.start <= start && one.end >= end);
}
