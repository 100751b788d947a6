// Finds the nodes of a module that hold a span.
import type { AnyNode, Module } from '../../model/index.ts';
import { contains, type Span } from '../../text/index.ts';

/** Statements, expressions and parts of them around the span, innermost first. */
export function nodesAround(module: Module, span: Span): readonly AnyNode[] {
  const found: AnyNode[] = [];
  descend(module.body, span, found);
  return found.reverse();
}

/** Where a node stands: some carry their span as a field. */
export function spanOf(node: AnyNode | { readonly span?: unknown }): Span | undefined {
  const own = node as Partial<Span>;
  if (typeof own.start === 'number' && typeof own.end === 'number') return { start: own.start, end: own.end };
  return node.span === undefined ? undefined : spanOf(node.span as AnyNode);
}

function descend(value: unknown, span: Span, found: AnyNode[]): void {
  if (!value || typeof value !== 'object') return;
  if (Array.isArray(value)) {
    for (const one of value) descend(one, span, found);
    return;
  }
  const node = value as AnyNode;
  const own = spanOf(node);
  if (own !== undefined && !contains(own, span)) return;
  if (own !== undefined && typeof node.kind === 'string') found.push(node);
  for (const key in node) if (key !== 'span') descend(node[key], span, found);
}
